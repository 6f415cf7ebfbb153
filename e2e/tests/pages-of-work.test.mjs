/** The pages on which flows are written and run, looked at as those in pages.test.mjs. */
import { gallery } from "../lib/gallery.mjs";
import { canvas } from "../pages/canvas.mjs";
import { idOf, ownCopy, standAt } from "../lib/workshop.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("../lib/gallery.mjs").Place} Place
 */

const PORT = { switch: "sw-floor-3", port: "Gi1/0/12", device: "IP phone" };
const SERVER = { server: "srv-app-07", change_id: "CHG-4411", role_check: "https://srv-app-07/health" };
const LAPTOP = { user: "Noor Haddad", asset_tag: "LT-2207", serial: "5CG1234XYZ" };
const PC = { hostname: "PC-1043", key_id: "4F2A9C11" };

/** One copy of each flow for all pictures: a plan allows only so many. @type {Map<string, Promise<{ id: string, name: string }>>} */
const copies = new Map();

/** @param {import("../lib/workshop.mjs").Api} api @param {string} name */
function copyOf(api, name) {
  const copy = copies.get(name) ?? ownCopy(api, name);
  copies.set(name, copy);
  return copy;
}

/** Opens the editor, at a step if one is named. @param {Page} page @param {{ id: string }} flow @param {string} [node] */
async function isEditing(page, { id }, node) {
  await page.goto(`/flows/${id}/edit${node ? `?node=${node}` : ""}`);
  const form = page.getByRole("region", { name: "Step" }).or(page.getByRole("dialog"));
  await (node ? form : page.getByRole("tree", { name: "Outline" }).or(canvas(page))).first().waitFor();
}

/** A place of the editor: a default flow as one's own, at one of its steps. @param {string} name @param {string} [node] @returns {Place} */
const editing = (name, node) => async (page, { api }) => isEditing(page, await copyOf(api, name), node);

/** @param {Page} page @param {{ id: string }} session */
async function isRunning(page, { id }) {
  await page.goto(`/sessions/${id}/run`);
  await page.locator("[data-page-heading]").waitFor();
}

/**
 * A place of the run page: a run of a default flow that stands at a node.
 * @param {string} name
 * @param {string} node
 * @param {Record<string, string>} variables
 * @returns {Place}
 */
const running = (name, node, variables) => async (page, { api }) =>
  isRunning(page, await standAt(api, await idOf(api, name), node, variables, { ticket_number: "INC-2107", client_name: "Harbour Logistics" }));

/** The same, with a key pressed there and a dialog opened by it. @param {string} key @param {string} dialog @returns {Place} */
const runningWith = (key, dialog) => async (page, world) => {
  await running("Switch port down", "poe", PORT)(page, world);
  await page.keyboard.press(key);
  await page.getByRole("dialog", { name: dialog }).waitFor();
};

/** The same, with the canvas alone. @param {string} name @returns {Place} */
const onCanvas = (name) => async (page, world) => {
  await editing(name)(page, world);
  await page.getByRole("group", { name: "Show" }).getByText("Canvas", { exact: true }).click();
  await canvas(page).getByRole("group").first().waitFor();
};

/** @type {Record<string, Place>} */
const EDITOR = {
  async "editor-with-findings"(page, { draft }) {
    await isEditing(page, draft);
    if (!(await page.getByRole("heading", { name: "Findings" }).isVisible())) await page.getByRole("button", { name: /^Findings/ }).click();
    await page.getByRole("heading", { name: /Blocks publishing/ }).waitFor();
  },
  async "editor-finding-to-mend"(page, { draft }) {
    await page.goto(`/flows/${draft.id}/edit?node=Bus&finding=decision_needs_two_options`);
    await page.getByRole("group", { name: "Answers" }).waitFor();
  },
  "editor-troubleshooting": editing("Switch port down"),
  "editor-decision": editing("Switch port down", "poe"),
  "editor-canvas": onCanvas("Switch port down"),
  "editor-canvas-impact": onCanvas("Cut repeat tickets"),
  async "editor-canvas-several"(page, world) {
    await onCanvas("Switch port down")(page, world);
    await canvas(page).focus();
    await page.keyboard.press("Control+a");
    await page.getByRole("toolbar", { name: "Chosen" }).getByText("24 steps").waitFor();
  },
  async "editor-canvas-empty"(page, { api }) {
    const tree_structure = { schema: 1, kind: "troubleshooting", nodes: [] };
    const { id } = await api("POST", "trees", { json: { name: "Coffee machine leaks", tree_type: "troubleshooting", tree_structure } });
    await page.goto(`/flows/${id}/edit`);
    await page.getByRole("group", { name: "Show" }).getByText("Canvas", { exact: true }).click();
    await page.getByText("Nothing here yet").waitFor();
  },
  "editor-action": editing("BitLocker recovery", "get_ad"),
  "editor-procedure": editing("Set up a new laptop"),
  "editor-procedure-step": editing("Set up a new laptop", "data"),
  "editor-section": editing("Set up a new laptop", "enrol"),
  "editor-maintenance": editing("Patch night: Windows servers", "restart"),
  "editor-impact": editing("Cut repeat tickets"),
  "editor-impact-step": async (page, { api }) => {
    const flow = await copyOf(api, "Cut repeat tickets");
    const { tree_structure } = await api("GET", `trees/${flow.id}`);
    await isEditing(page, flow, tree_structure.nodes.find((/** @type {any} */ { type }) => type === "opportunity").id);
  },
  async "editor-about"(page, { api }) {
    await page.goto(`/flows/${(await copyOf(api, "Switch port down")).id}/edit?finding=none`);
    await page.getByLabel("Who sees it").waitFor();
  },
  async "editor-empty"(page, { api }) {
    const tree_structure = { schema: 1, kind: "troubleshooting", nodes: [] };
    const json = { name: "Coffee machine leaks", tree_type: "troubleshooting", tree_structure };
    await isEditing(page, await api("POST", "trees", { json }));
  },
  async "editor-large"(page, { api }) {
    const nodes = Array.from({ length: 1_000 }, (_, place) => ({
      id: `n${place}`,
      type: place % 25 === 0 ? "section_header" : "procedure_step",
      title: place % 25 === 0 ? `Cabinet ${place / 25 + 1}` : `Label port ${place % 25} and enter it in the cabinet's list`,
      description: "Black on white.",
    }));
    const tree_structure = { schema: 1, kind: "procedural", nodes };
    await isEditing(page, await api("POST", "trees", { json: { name: "Label every port", tree_type: "procedural", tree_structure } }));
  },
  async "editor-picker"(page, world) {
    await editing("Switch port down", "poe")(page, world);
    await page.getByRole("button", { name: /leads to: Cycle the power/ }).click();
    await page.getByRole("listbox").getByRole("option").first().waitFor();
  },
  async "editor-remove-dialog"(page, { api }) {
    await isEditing(page, await copyOf(api, "Switch port down"), "poe");
    await page.getByRole("button", { name: "Delete the step" }).click();
    await page.getByRole("dialog", { name: "Delete" }).waitFor();
  },
  async "editor-conflict-dialog"(page, { api }) {
    const flow = await ownCopy(api, "Switch port down");
    await isEditing(page, flow, "poe");
    const { tree_structure } = await api("GET", `trees/${flow.id}`);
    tree_structure.nodes.find((/** @type {any} */ { id }) => id === "poe").title = "Is there power on the port?";
    await api("PUT", `trees/${flow.id}`, { json: { tree_structure, base_version: 1 } });
    await page.getByLabel("Question").fill("Does the switch give power to the device?");
    await page.getByRole("dialog", { name: "You both changed the same thing" }).waitFor();
  },
  async "editor-not-yours"(page, { defaultFlow }) {
    await page.goto(`/flows/${defaultFlow.id}/edit`);
    await page.getByRole("heading", { name: "You cannot edit this flow" }).waitFor();
  },
};

/** @type {Record<string, Place>} */
const RUN = {
  "run-question": running("Switch port down", "poe", PORT),
  "run-action": running("BitLocker recovery", "get_entra", PC),
  "run-procedure": running("Set up a new laptop", "data", LAPTOP),
  "run-section-begins": running("Patch night: Windows servers", "approval", SERVER),
  "run-maintenance": running("Patch night: Windows servers", "restart", SERVER),
  "run-needs-values": running("Switch port down", "vlan_ok", PORT),
  "run-needs-secret": running("BitLocker recovery", "enter", PC),
  "run-end": running("Switch port down", "fixed", PORT),
  "run-end-of-checklist": running("Patch night: Windows servers", "done", SERVER),
  async "run-long-way"(page, { openSession }) {
    await isRunning(page, { id: openSession });
  },
  async "run-paused"(page, world) {
    await running("Switch port down", "far_end", PORT)(page, world);
    await page.keyboard.press("p");
    await page.getByText("The clock stands still.").waitFor();
  },
  async "run-with-note"(page, world) {
    await running("Switch port down", "far_end", PORT)(page, world);
    await page.keyboard.press("n");
    await page.keyboard.type("The phone is dark; the one beside it works.\nAsked them to look at the plug.");
  },
  async "run-offline"(page, world) {
    await running("Switch port down", "state", PORT)(page, world);
    await page.context().setOffline(true);
    await page.keyboard.press("1");
    await page.getByText("Offline, 1 waiting").waitFor();
  },
  "run-jump-dialog": runningWith("j", "Jump to a step"),
  "run-insert-dialog": runningWith("i", "Insert a step"),
  "run-complete-dialog": runningWith("c", "Complete the run"),
};

/** @type {Record<string, Place>} */
const SESSIONS = {
  async "session-in-progress"(page, { openSession }) {
    await page.goto(`/sessions/${openSession}`);
    await page.getByText("Site contact: Ms Okafor.").waitFor();
  },
  async "session-completed"(page, { completedSession }) {
    await page.goto(`/sessions/${completedSession}`);
    await page.getByText("Screen reads 61 °C.").waitFor();
  },
  async "session-complete-dialog"(page, { openSession }) {
    await page.goto(`/sessions/${openSession}`);
    await page.getByRole("button", { name: "Complete" }).click();
    await page.getByRole("dialog").waitFor();
  },
  async "session-not-found"(page) {
    await page.goto("/sessions/018f0000-0000-7000-8000-000000000000");
    await page.getByRole("heading", { name: "This session is not here" }).waitFor();
  },
  async "sessions-filtered"(page) {
    await page.goto("/sessions?outcome=workaround");
    await page.getByText("No session fits").waitFor();
  },
};

const WORD = "Netzwerkanschlussüberprüfungsprotokollnummernverzeichnis".repeat(3);
/** @type {Promise<{ id: string, session: string }> | undefined} */
let longOnes;

/** A flow and a completed run of it in which nothing can be broken between words. @param {import("../lib/workshop.mjs").Api} api */
async function longWords(api) {
  const nodes = [
    {
      id: "ask",
      type: "decision",
      title: `${WORD}?`,
      description: WORD,
      help_text: WORD,
      commands: [{ label: WORD, command: `show ${WORD}`, command_type: "cisco" }],
      options: [
        { id: "yes", label: WORD, to: "done" },
        { id: "no", label: "No", to: "done" },
      ],
    },
    { id: "done", type: "solution", title: WORD, description: WORD, expected_outcome: WORD },
  ];
  const tree_structure = { schema: 1, kind: "troubleshooting", root: "ask", nodes };
  const json = { name: WORD, description: WORD, category: WORD.slice(0, 100), tags: [WORD.slice(0, 50)], tree_type: "troubleshooting", tree_structure };
  const { id } = await api("POST", "trees", { json });
  const { id: session } = await standAt(api, id, "ask", {}, { ticket_number: WORD.slice(0, 100), client_name: WORD });
  await api("POST", `sessions/${session}/events`, { json: { type: "answered", node_id: "ask", option_id: "yes", note: WORD } });
  return { id, session };
}

/** @param {(page: Page, ids: { id: string, session: string }) => Promise<unknown>} open @returns {Place} */
const withLongWords = (open) => async (page, { api }) => open(page, await (longOnes ??= longWords(api)));

/** @type {Record<string, Place>} */
const LONG_WORDS = {
  "long-words-flow": withLongWords(async (page, { id }) => {
    await page.goto(`/flows/${id}`);
    await page.getByRole("button", { name: "Publish" }).waitFor();
  }),
  "editor-long-words": withLongWords((page, { id }) => isEditing(page, { id }, "ask")),
  "long-words-run": withLongWords(async (page, { session }) => {
    await isRunning(page, { id: session });
    await page.getByText("You have reached a solution").waitFor();
  }),
  "long-words-question": withLongWords(async (page, { id }) => {
    await page.goto(`/flows/${id}`);
    await page.getByRole("button", { name: "Try it" }).click();
    await page.getByRole("list", { name: "Answers" }).waitFor();
  }),
  "long-words-session": withLongWords(async (page, { session }) => {
    await page.goto(`/sessions/${session}`);
    await page.getByRole("heading", { name: "What happened" }).waitFor();
  }),
  "long-words-sessions": withLongWords(async (page) => {
    await page.goto("/sessions");
    await page.getByRole("list", { name: "Sessions" }).waitFor();
  }),
};

gallery("pages of work", { inside: { ...EDITOR, ...RUN, ...SESSIONS, ...LONG_WORDS } });
