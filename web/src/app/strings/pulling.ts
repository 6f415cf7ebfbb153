const quoted = (text: string) => `“${text || "untitled"}”`;

/** Taking over what the parent of a fork has changed. Imported where that is done. */
export const pulling = {
  title: (name: string) => `What changed in the parent of ${name}`,
  heading: "What the parent changed",
  loading: "Looking at what the parent changed",
  versions: (parent: string, from: number, to: number) =>
    from === to ? `${quoted(parent)}, version ${to}` : `${quoted(parent)}, version ${from} to ${to}`,
  nothing: "Nothing to take over",
  nothingText: "The parent is as it was when you last looked.",
  conflicts: (n: number) =>
    n === 1 ? "One thing was changed on both sides" : `${n} things were changed on both sides`,
  conflictsText:
    "Choose for each whose it becomes. Everything else merges by itself, and nothing is changed before you take it over.",
  merges: "What is new there",
  mergesText: "This merges by itself with what you have changed.",
  mergesRest: "This merges by itself, but for what is asked above.",
  sides: { ours: "Yours", theirs: "The parent's" },
  submit: "Take it over",
  missing: (n: number) => (n === 1 ? "One answer is missing" : `${n} answers are missing`),
  done: (n: number) => `Taken over in version ${n}`,
  toMend: (n: number) =>
    n === 1
      ? "One thing has to be mended before it can be published."
      : `${n} things have to be mended before it can be published.`,
  doneClean: "Nothing has to be mended.",
  changed:
    "Your fork or its parent was changed meanwhile. This is how they differ now; your answers so far are kept.",
  back: "Back to the fork",
  notFork: "This flow is no fork",
  notForkText: "It was not copied from another, so there is nothing to take over.",
};
