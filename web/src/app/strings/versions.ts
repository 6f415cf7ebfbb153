import type { FlowKind, Visibility } from "@/api/types";
import { isRun } from "@/flow-model/kinds";

const quoted = (text: string) => `“${text || "untitled"}”`;

const AUDIENCE: Record<Visibility, string> = {
  private: "you and the admins",
  team: "your team",
  public: "everyone with an account on this server",
};

/** The versions of a flow: named, compared, published. */
export const versions = {
  filter: "Which versions",
  all: "All",
  named: "Named",
  noneNamed: "No version has a name",
  noneNamedText:
    "Name those that you want to find again. They are kept for ever; of the others only some are, when they are older than a week.",

  giveName: "Name it",
  giveNameTo: (n: number) => `Name it: version ${n}`,
  rename: (name: string) => `Rename ${quoted(name)}`,
  nameLabel: (n: number) => `Name of version ${n}`,
  namePlaceholder: "For example: Before the move",
  save: "Save",
  clearHint: "Empty takes the name away.",
  nameGiven: (n: number, name: string) => `Version ${n} is called ${quoted(name)}`,
  nameTaken: (n: number) => `Version ${n} has no name any more`,

  compare: "Compare",
  compareVersion: (n: number) => `Compare version ${n}`,
  withBefore: "with the one before",

  page: {
    title: (flow: string) => `Compare versions of ${flow}`,
    heading: "Compare versions",
    loading: "Comparing",
    from: "From",
    to: "To",
    swap: "Swap",
    version: (n: number, name: string | null | undefined) => (name ? `${n} – ${name}` : `Version ${n}`),
    newest: (n: number) => `Newest (${n})`,
    published: (n: number) => `Published (${n})`,
    gone: "This version is not kept any more",
    goneText: "Old versions without a name are thinned out. Choose another.",
  },

  publish: {
    changes: "What changes",
    title: (n: number) => `Publish version ${n}?`,
    first: (kind: FlowKind, seenBy: Visibility) =>
      isRun(kind)
        ? `New runs can be started by ${AUDIENCE[seenBy]} from then on.`
        : `It can be read by ${AUDIENCE[seenBy]} from then on.`,
    text: (kind: FlowKind, seenBy: Visibility) =>
      isRun(kind)
        ? `New runs by ${AUDIENCE[seenBy]} use it from then on. This changes for them:`
        : `It is what ${AUDIENCE[seenBy]} can read from then on. This changes:`,
    same: (kind: FlowKind) =>
      isRun(kind) ? "Nothing changes for those who run it." : "Nothing changes for those who read it.",
    open: (n: number) =>
      n === 1
        ? "One run that is open stays on the version it began with."
        : `${n.toLocaleString("en")} runs that are open stay on the version they began with.`,
    details: "Compare in full",
    submit: "Publish",
    loading: "Looking at what changes",
    changed: "Somebody saved a newer version meanwhile. This is what it changes; look at it again.",
  },
};
