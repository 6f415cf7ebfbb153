import type { FlowKind } from "@/api/types";
import { isRun } from "@/flow-model/kinds";
import { common } from "./common";

const quoted = (text: string) => `“${text || "untitled"}”`;

/** One flow: its page, and what its steps are made of. */
export const flow = {
  crumbs: "Where this is",
  allFlows: "Flows",
  loading: "Loading the flow",
  notFound: {
    title: "This flow is not here",
    text: "It may have been deleted, or it is not yours to see.",
    back: "See all flows",
  },
  untitled: "Untitled",
  version: (n: number) => `Version ${n}`,
  changedBy: (name: string) => `by ${name}`,
  changed: "Changed",
  sample: "Comes with Branchbook",
  more: "More actions",
  descriptionMore: "Read all",
  descriptionLess: "Read less",

  actions: {
    run: "Run",
    tryIt: "Try it",
    edit: "Edit",
    publish: "Publish",
    publishVersion: (n: number) => `Publish version ${n}`,
    archive: "Archive",
    export: "Export …",
    delete: "Delete",
    deleteForGood: "Delete for good",
    restore: "Restore this version",
    undelete: "Bring back",
    copyLink: "Copy link",
    mend: "Mend in the editor",
  },
  done: {
    published: (n: number) => `Version ${n} is published`,
    publishedDetail: (kind: FlowKind) =>
      isRun(kind) ? "New runs use it from now on." : "It is what others read from now on.",
    runIt: "Run it",
    archived: "Archived",
    archivedDetail: (kind: FlowKind) =>
      isRun(kind)
        ? "It starts no new runs. Those under way can be finished."
        : "It can still be read, and counts as out of use.",
    deleted: (name: string) => `${quoted(name)} was deleted`,
    deletedForGood: (name: string) => `${quoted(name)} was deleted for good`,
    undeleted: (name: string) => `${quoted(name)} is back`,
    undo: "Undo",
    restored: (n: number) => `Version ${n} is the newest again`,
    linkCopied: "Link copied",
  },
  confirm: {
    delete: "Delete this flow?",
    deleteText: (kind: FlowKind) =>
      isRun(kind)
        ? "It disappears from lists and search and starts no new runs. You can bring it back."
        : "It disappears from lists and search. You can bring it back.",
    deleteForGood: "Delete this flow for good?",
    deleteForGoodText: "The flow and all its versions are gone then. Its past sessions stay.",
    archive: "Archive this flow?",
    archiveText: (kind: FlowKind) =>
      isRun(kind)
        ? "It starts no new runs until it is published again. Runs under way can be finished."
        : "It counts as out of use until it is published again.",
    restore: (n: number) => `Restore version ${n}?`,
    restoreText: (n: number) =>
      `A new version is made that equals version ${n}. Nothing is lost: the others stay.`,
  },

  state: {
    blocked: (n: number) =>
      n === 1
        ? "One thing has to be mended before this can be published"
        : `${n} things have to be mended before this can be published`,
    moreFindings: (n: number) => `and ${n} more`,
    ready: "Ready to publish",
    readyText: (kind: FlowKind) =>
      isRun(kind) ? "So far only those who may edit it can run it." : "So far it is a draft.",
    newer: (kind: FlowKind, version: number, published: number) =>
      isRun(kind)
        ? `Version ${version} is not published yet: runs use version ${published}`
        : `Version ${version} is not published yet: version ${published} is`,
    archived: "This flow is archived",
    archivedText: (kind: FlowKind) =>
      isRun(kind) ? "It starts no new runs. Publish it to use it again." : "Publish it to use it again.",
    deleted: "This flow is deleted",
    deletedText: "Nobody finds it. It can be brought back.",
    oldVersion: (n: number) => `You are looking at version ${n}`,
    newest: "Back to the newest",
  },
  publishDialog: {
    title: "Not ready to publish",
    text: "A run could get stuck here. Mend these first:",
  },

  tabs: {
    label: "Parts of the flow",
    outline: "Outline",
    map: "Map",
    findings: "Findings",
    versions: "Versions",
  },

  about: {
    title: "About",
    category: "Category",
    tags: "Tags",
    author: "Author",
    created: "Created",
    visibility: "Seen by",
    runs: "Runs",
    published: "Published",
    notPublished: "not yet",
    reviewDue: "Review due",
    completion: "Filled in",
    completionOf: (name: string) => `How much of ${quoted(name)} is filled in`,
    sections: "By section",
    estimate: "Takes about",
  },

  outline: {
    label: "Outline of the flow",
    expandAll: "Expand all",
    collapseAll: "Collapse all",
    empty: "No steps yet",
    emptyText: "Add the first step in the editor.",
    apart: "Not connected",
    apartText: "No run comes to these steps.",
    loop: (title: string) => `Back to ${quoted(title)}`,
    jump: (title: string) => `On to ${quoted(title)}`,
    open: "Nothing chosen yet",
    gone: "Leads to a step that does not exist",
    commands: (n: number) => common.count(n, "command", "commands"),
    minutes: (n: number) => `${n} min`,
    hasErrors: (n: number) => common.errors(n),
    showMore: (n: number) => `Show ${n.toLocaleString("en")} more steps`,
    start: "Start",
    answer: "Answer",
  },

  node: {
    help: "Help",
    expected: "You should see",
    checklist: "Check",
    commands: "Commands",
    answers: "Answers",
    links: "Further reading",
    related: "See also",
    needed: "needed first",
    relations: { reference: "See also", dependency: "Needs" },
    next: "Then",
    leadsHere: "Comes from",
    minutes: (n: number) => `about ${n} min`,
    risk: { low: "Low risk", medium: "Medium risk", high: "High risk" },
    calls: "Runs another flow",
    openFlow: "Open that flow",
    empty: "Nothing more is said about this step.",
    command: "Command",
    editStep: "Edit this step",
  },

  map: {
    label: "Map of the flow",
    drawing: "Drawing the map",
    failed: "The map could not be drawn",
    failedText: "The outline shows the same.",
    fit: "Show all",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    fullScreen: "Full screen",
    close: "Close",
    step: "Step",
    empty: "Nothing to draw yet",
    tooLarge: "This flow is very large",
    tooLargeText: "Drawing it can take minutes. The outline shows the same at once.",
    drawAnyway: "Draw it anyway",
    hint: "Drag to move, scroll to zoom. Tab goes from step to step.",
  },

  versions: {
    label: "Versions",
    loading: "Loading the versions",
    published: "Published",
    newest: "Newest",
    more: (n: number) => `${n} – `,
    view: "View",
    restore: "Restore",
    viewVersion: (n: number) => `View version ${n}`,
    restoreVersion: (n: number) => `Restore version ${n}`,
    saved: "Saved",
    small: (n: number) => `${n} saves`,
    showSmall: (n: number) => `Show the ${n} saves between`,
    empty: "No versions yet",
  },

  quoted,
};
