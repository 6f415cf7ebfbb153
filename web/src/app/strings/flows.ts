const flowCount = (n: number) => `${n.toLocaleString("en")} ${n === 1 ? "flow" : "flows"}`;

export const flows = {
  title: "Flows",
  description: "Troubleshooting flows, procedures and maintenance runs.",
  searchPlaceholder: "Search names, tags and steps",
  searchLabel: "Search flows",
  filters: "Filters",
  clearFilters: "Clear filters",
  anyType: "Type",
  anyStatus: "Status",
  anyCategory: "Category",
  anyTag: "Tag",
  type: "Type",
  status: "Status",
  category: "Category",
  tag: "Tag",
  scope: "Which flows",
  scopes: { all: "All", mine: "Mine", team: "Ours", samples: "Samples" },
  sort: "Sort by",
  sorts: {
    "-updated_at": "Last changed",
    name: "Name",
    "-usage_count": "Most run",
  },
  columns: {
    name: "Name",
    status: "Status",
    completion: "Filled in",
    runs: "Runs",
    updated: "Changed",
    actions: "Actions",
  },
  sample: "Sample",
  by: (name: string) => `by ${name}`,
  runFlow: (name: string) => `Run ${name}`,
  openFlow: (name: string) => `Open ${name}`,
  editFlow: "Edit",
  moreActions: (name: string) => `More actions for ${name}`,
  completionOf: (name: string) => `How much of ${name} is filled in`,
  loading: "Loading flows",
  searching: "Searching flows",
  shown: (n: number) => `${flowCount(n)} shown`,
  /** `more`: these are only the first. */
  found: (n: number, more: boolean, q: string) =>
    more ? `The best ${n.toLocaleString("en")} for “${q}”` : `${flowCount(n)} found for “${q}”, best first`,

  empty: {
    title: "No flows yet",
    text: "Import a runbook you already have, or start from a small example and grow it.",
  },
  noMatch: {
    title: "No flow matches",
    text: "Fewer filters or other words may find it.",
  },
  dropHere: "Drop the file to import it",

  create: {
    title: "New flow",
    description: "You get a small working example of the kind, to change into what you need.",
    name: "Name",
    namePlaceholder: "For example: VPN does not connect",
    kind: "What is it?",
    kindHints: {
      troubleshooting: "Questions and answers that lead to a solution.",
      procedural: "A checklist, done from top to bottom.",
      maintenance: "A checklist for many machines or sites.",
      impact: "From an objective to ideas worth trying. Not run.",
    },
    submit: "Create flow",
    created: (name: string) => `Created “${name}”`,
    nameMissing: "Give the flow a name.",
  },
};
