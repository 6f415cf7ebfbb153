import type { Mark } from "@/flow-model/diff";

const quoted = (text: string) => `“${text || "untitled"}”`;

/** What has changed between two states of a flow. */
export const changes = {
  marks: { added: "Added", removed: "Removed", moved: "Moved", changed: "Changed" } satisfies Record<
    Mark,
    string
  >,
  counts: {
    added: (n: number) => `${n.toLocaleString("en")} added`,
    removed: (n: number) => `${n.toLocaleString("en")} removed`,
    moved: (n: number) => `${n.toLocaleString("en")} moved`,
    changed: (n: number) => `${n.toLocaleString("en")} changed`,
    document: (n: number) => `${n.toLocaleString("en")} in the flow as a whole`,
  },
  list: "What has changed",
  summary: "How much has changed",
  none: "Nothing has changed",
  noneText: "Both say the same. Where things lie on the canvas is not compared.",
  wholeFlow: "The flow as a whole",
  was: "Was",
  is: "Is",
  removedText: "removed:",
  addedText: "added:",
  movedFrom: (from: string | null, to: string | null, isOrdered: boolean) => {
    const place = (title: string | null) =>
      isOrdered
        ? title === null
          ? "the beginning"
          : `after ${quoted(title)}`
        : title === null
          ? "the top"
          : `under ${quoted(title)}`;
    return `From ${place(from)} to ${place(to)}`;
  },
  showOnMap: "Show on the map",
  showInPlace: "Show in its place",
  legend: "What the marks mean",
  lineLegend: "Dotted lines are gone",
  map: "Map of the changes",
  outline: "The steps in their order",
  noChange: "It is as it was.",
  bothSides: "Changed on both sides",
  view: "How to show it",
  asList: "List",
  onMap: "Map",
  inOutline: "Outline",
};
