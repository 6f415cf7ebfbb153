const quoted = (text: string) => `“${text || "untitled"}”`;
const flows = (n: number) => `${n.toLocaleString("en")} ${n === 1 ? "flow" : "flows"}`;

/** Forks: copies of flows that follow their parent. */
export const forks = {
  fork: "Fork",
  forkThis: "Fork this flow",
  chip: "Fork",
  chipOf: (parent: string) => `Fork of ${parent}`,
  orphan: "Fork of a flow that is gone",
  updated: "Parent updated",
  reason: "Forked because",
  parent: "Parent",
  unavailable: "no longer available",
  gone: "deleted for good",

  dialog: {
    title: (name: string) => `Fork ${quoted(name)}`,
    text: "You get a copy of your own to change. It remembers where it comes from, and can take over what is changed there later.",
    name: "Name of the copy",
    nameMissing: "Give the copy a name.",
    why: "Why do you need it differently?",
    whyPlaceholder: "For example: Our switches are another make",
    whyMissing: "Say why. It helps whoever finds both.",
    submit: "Fork",
    done: (name: string) => `${quoted(name)} is yours to change`,
  },

  category: {
    action: "Fork a category",
    title: "Fork a category",
    text: "Copies every flow of the category that somebody else has written: those of your account, and the samples.",
    category: "Category",
    choose: "Choose a category",
    missing: "Choose a category.",
    prefix: "Put before each name",
    prefixPlaceholder: "For example: Oslo:",
    why: "Why do you need them differently?",
    submit: "Fork them",
    doneTitle: (n: number) => (n === 0 ? "Nothing was forked" : `${flows(n)} forked`),
    forked: "Forked",
    skipped: "Left out",
    none: "There was nothing to fork: every flow is yours, or forked by you already.",
    reasons: { own: "You wrote it", forked: "You have a fork of it" },
    see: "See my forks",
    noCategories: "No flow is in a category yet.",
  },

  list: {
    tab: "Forks",
    label: "Forks of this flow",
    loading: "Loading the forks",
    empty: "No forks that you can see",
    emptyText: "A fork is a copy that follows this flow. Make one when you need it differently.",
    elsewhere: "Another account's",
    by: (name: string) => `by ${name}`,
  },

  note: {
    updated: (parent: string) => `${quoted(parent)} has changed since`,
    updatedText: "See what is new there, and take it over.",
    pull: "See what changed",
    propose: "Propose my changes",
    unavailable: (parent: string) => `${quoted(parent)} is no longer available`,
    unavailableText: "It was deleted, or is not shown to you any more. Your fork stays as it is.",
    orphan: "The flow that this was forked from was deleted for good",
    orphanText: "Your fork stays as it is, and follows nothing any more.",
  },
};
