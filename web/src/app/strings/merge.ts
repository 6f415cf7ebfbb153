const quoted = (text: string) => `“${text || "untitled"}”`;

/** Where two have changed the same thing, each in their own way. */
export const merge = {
  base: "Before",
  edit: "Something else",
  editLabel: (place: string) => `${place}: what it becomes`,
  wholeFlow: "The flow",
  answered: (done: number, all: number) => `${done} of ${all} decided`,
  takeAll: (side: string) => `Take all: ${side}`,

  none: "Empty",
  deleted: "Deleted",
  notThere: "Not there yet",
  kept: "Kept",
  keptWith: (fields: string) => `Kept, with changes to: ${fields}`,
  first: "First in the list",
  after: (title: string) => `After ${quoted(title)}`,
  leadsTo: (title: string) => `Leads to ${quoted(title)}`,
  yes: "Yes",
  no: "No",

  places: {
    node: "The step as a whole",
    position: "Place in the list",
    option: (label: string) => `Answer ${quoted(label)}`,
    optionTo: (label: string) => `Where ${quoted(label)} leads`,
    optionPosition: (label: string) => `Place of the answer ${quoted(label)}`,
    intake: (name: string) => `Question for ${name}`,
    intakeField: (name: string, field: string) => `Question for ${name}: ${field}`,
    connection: (from: string, to: string) => `Link from ${quoted(from)} to ${quoted(to)}`,
    root: "Where a run starts",
    type: "Type",
    links: "Further reading",
    library_visibility: "Library visibility",
    attachments: "Attachments",
  },
};
