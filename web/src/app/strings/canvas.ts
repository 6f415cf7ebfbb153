import type { NodeType } from "@/api/types";
import { common } from "./common";

const quoted = (text: string) => `“${text || "untitled"}”`;

/** The canvas of the editor, what is chosen on it, the clipboard, and the search in a flow. */
export const canvas = {
  label: "Canvas",
  step: "step",
  description:
    "Arrow keys go from step to step, Page Down through all of them, W or F9 along the connections of a step. Shift with an arrow chooses more, Space one more or less. Enter edits, Escape goes back, Tab leaves.",
  view: { label: "Show", outline: "Outline", canvas: "Canvas", both: "Both" },
  drawing: "Arranging the steps",

  name: {
    node: (type: NodeType, title: string) => `${common.nodeTypes[type]}: ${title || "untitled"}`,
    answers: (answers: readonly (readonly [string, string])[]) =>
      `Answers: ${answers.map(([label, to]) => `${label || "no label"} → ${to}`).join(", ")}`,
    next: (to: string) => `Then: ${to}`,
    over: (children: readonly string[]) => `Served by: ${children.join(", ")}`,
    related: (related: readonly (readonly [string, string])[]) =>
      related.map(([word, to]) => `${word}: ${to}`).join(". "),
    nothing: "nothing yet",
    start: "A run starts here",
    errors: common.errors,
  },

  palette: {
    label: "Add and arrange",
    newStep: "New step",
    drag: (type: NodeType) =>
      `${common.nodeTypes[type]}: drag it onto the canvas, a line or a step, or click`,
    between: "Between these two",
    after: (title: string) => `After ${quoted(title)}`,
    arrange: "Arrange",
    arrangeChosen: "Arrange the chosen steps",
    empty: "Nothing here yet",
    emptyText: "Double-click anywhere, or press A for the first step.",
    add: "Add the first step",
  },
  menu: {
    label: "What kind of step",
    from: (label: string) => (label === "" ? "Leads to a new" : `${quoted(label)} leads to a new`),
    fresh: "New",
  },
  way: {
    open: (label: string) => (label === "" ? "Leads nowhere yet" : `${quoted(label)} leads nowhere yet`),
    answer: "One more answer",
    draw: "Drag to where it leads, or click for a new step",
  },

  chosen: {
    label: "Chosen",
    many: common.steps,
    hint: "What is done now is done to all of them.",
    edit: "Edit",
    addBelow: "Add below",
    connect: "Connect to…",
    duplicate: "Duplicate",
    copy: "Copy",
    cut: "Cut",
    delete: "Delete",
    line: (label: string, from: string, to: string) =>
      label === ""
        ? `${quoted(from)} leads to ${quoted(to)}`
        : `${label}: ${quoted(from)} leads to ${quoted(to)}`,
    deleteLine: "Delete the connection",
  },

  connect: {
    way: "Which way on?",
    ways: (n: number) => common.count(n, "way", "ways"),
    answer: (label: string) => (label === "" ? "Answer without a label" : label),
    next: "What comes next",
    more: "One more answer",
    child: "A step that serves it",
    leads: (to: string) => `leads to ${to}`,
    open: "leads nowhere yet",
    target: (from: string, answer = "") =>
      answer === ""
        ? `Where does ${quoted(from)} lead?`
        : `Where does ${quoted(answer)} of ${quoted(from)} lead?`,
    search: "Find a step",
    none: "No step has these words",
    steps: common.steps,
    wayFirst: "Choose first which way leads on",
    wayFirstText: "The step that it leads to is asked for then.",
    nothing: (title: string) => `Nothing can follow ${quoted(title)}`,
  },

  actions: {
    toCanvas: "To the canvas",
    view: "Outline, canvas or both",
    newStep: "New step of a kind",
    nextLine: "Next connection of the step",
    previousLine: "Previous connection of the step",
    connect: "Connect to another step",
    arrange: "Arrange the steps",
    selectAll: "Choose all steps",
    copy: "Copy the chosen steps",
    cut: "Cut the chosen steps",
    paste: "Paste steps",
    find: "Search in the flow",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    fit: "Show the whole flow",
    zoomTo: "Zoom to what is chosen",
    nudge: {
      up: "Move up on the canvas",
      down: "Move down on the canvas",
      left: "Move left on the canvas",
      right: "Move right on the canvas",
    },
  },

  said: {
    added: (type: NodeType, title: string) =>
      title === "" ? `${common.nodeTypes[type]} added` : `${common.nodeTypes[type]} ${quoted(title)} added`,
    connected: (from: string, to: string) => `Connected ${quoted(from)} to ${quoted(to)}`,
    cut: "Connection deleted",
    turned: (from: string, to: string) => `Now leads from ${quoted(from)} to ${quoted(to)}`,
    moved: (n: number) => `Moved ${common.steps(n)}`,
    duplicated: (n: number) => `Duplicated ${common.steps(n)}`,
    copied: (n: number) => `Copied ${common.steps(n)}`,
    pasted: (n: number) => `Pasted ${common.steps(n)}`,
    arranged: (n: number) => `Arranged ${common.steps(n)}`,
    chosen: (n: number) => `${common.steps(n)} chosen`,
    onlyChosen: "This is the only step that is chosen",
    line: (told: string, at: number, of: number) =>
      `${told}. Connection ${at} of ${of}. Enter leads it elsewhere, Delete cuts it.`,
    noLines: (title: string) => `${quoted(title)} leads nowhere yet`,
    letGo: (title: string) => `Back at ${quoted(title)}`,
    undone: "Undone",
    redone: "Done again",
    nothingToUndo: "Nothing to undo",
    nothingToRedo: "Nothing to do again",
    notAllowed: "That cannot be connected",
  },
  notAllowed: {
    text: "A step cannot come next after itself, and in an impact tree nothing serves what it is served by.",
  },
  pasteText: {
    title: "Insert pasted steps",
    description:
      "What was pasted, read as a flow. Its steps come into this one as one change, which can be undone.",
    insert: (n: number) => (n === 0 ? "Insert" : `Insert ${common.steps(n)}`),
    after: (title: string) => `They come after ${quoted(title)}.`,
    atTheEnd: "They come at the end.",
    loose: "Nothing leads to them yet: connect them where they belong.",
  },
  paste: {
    noAnswer: "An answer alone cannot be copied",
    noAnswerText: "Choose its question, or a step that it leads to.",
    flattened: (n: number) =>
      `${common.count(n, "question is", "questions are")} a plain step now: a checklist has no answers.`,
    impact_into_steps: "Parts of an impact tree cannot be pasted here",
    impact_into_stepsText: "They are aims and ideas, and nothing that a run could do.",
    steps_into_impact: "Steps cannot be pasted into an impact tree",
    steps_into_impactText: "They would be neither aims nor ideas.",
    nothing_left: "Nothing of this can be pasted here",
    nothing_leftText: "Headings and ends are only in checklists.",
    byKey: "Press Ctrl+V to paste",
    byKeyText: "The browser lets a page read the clipboard only when you paste yourself.",
    nothing: "There are no steps on the clipboard",
    nothingText:
      "Copy some in this flow or another first, or a Mermaid chart, a Markdown list or a table of steps.",
  },

  find: {
    label: "Search in the flow",
    placeholder: "Titles, texts, commands, answers",
    next: "Next",
    previous: "Previous",
    close: "Close the search",
    count: (at: number, of: number) => `${at} of ${of}`,
    none: "No step has these words",
    found: common.steps,
  },
};
