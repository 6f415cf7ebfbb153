const flowCount = (n: number) => `${n.toLocaleString("en")} ${n === 1 ? "flow" : "flows"}`;

/** Texts that say the same of a category and of a tag. */
export type LabelKind = "categories" | "tags";
const ONE: Record<LabelKind, string> = { categories: "category", tags: "tag" };

export const labels = {
  title: "Categories and tags",
  description: "What your flows are sorted by. Change a name here and it changes on every flow.",
  kind: "What to list",
  kinds: { categories: "Categories", tags: "Tags" },
  search: { categories: "Search categories", tags: "Search tags" },
  loading: "Loading labels",
  shown: (n: number) => `${n.toLocaleString("en")} shown`,
  flows: flowCount,
  samples: (n: number) => `${n.toLocaleString("en")} ${n === 1 ? "sample" : "samples"}`,
  showFlows: (name: string, n: number) => `${name}: show ${flowCount(n)}`,
  more: "Show more",
  empty: {
    categories: {
      title: "No categories yet",
      text: "Give a flow a category in the editor, under “About this flow”, and it is listed here.",
    },
    tags: {
      title: "No tags yet",
      text: "Tag a flow in the editor, under “About this flow”, and the tag is listed here.",
    },
    action: "Show the flows",
  },
  noMatch: (q: string) => `Nothing is called like “${q}”`,
  noMatchText: "Look for fewer letters.",

  rename: "Rename",
  renameNamed: (name: string) => `Rename ${name}`,
  renameTitle: (kind: LabelKind, name: string) => `Rename the ${ONE[kind]} “${name}”`,
  renameText: (n: number) => `On ${flowCount(n)}. None of them gets a new version.`,
  newName: "New name",
  merge: "Merge",
  mergeText: (kind: LabelKind, name: string, n: number) =>
    `${flowCount(n)} ${n === 1 ? "has" : "have"} the ${ONE[kind]} “${name}” already. Both become one, and that cannot be undone.`,
  renamed: (from: string, to: string, n: number) => `“${from}” is “${to}” now, on ${flowCount(n)}`,

  remove: "Remove",
  removeNamed: (name: string) => `Remove ${name}`,
  removeTitle: (kind: LabelKind, name: string) => `Remove the ${ONE[kind]} “${name}”?`,
  removeText: (n: number) =>
    `${flowCount(n)} ${n === 1 ? "loses" : "lose"} it. The flows themselves stay as they are.`,
  removeConfirm: (n: number) => `Remove from ${flowCount(n)}`,
  removed: (name: string, n: number) => `Removed “${name}” from ${flowCount(n)}`,
};
