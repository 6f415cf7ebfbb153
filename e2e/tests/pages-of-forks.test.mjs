/** The pages on which flows are forked, compared, pulled and proposed, looked at as those in pages.test.mjs. */
import { gallery } from "../lib/gallery.mjs";
import { register, retitle, SWITCH } from "../lib/team.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("../lib/gallery.mjs").Place} Place
 * @typedef {import("../lib/world.mjs").World} World
 */

/**
 * @typedef {object} Family
 * @property {string} parent A flow of one's own, with a fork.
 * @property {string} fork It, with two changes to pull of which one clashes, and changes of its own.
 * @property {string} orphan A fork whose parent was deleted for good.
 * @property {string} versioned A flow with versions that differ in all ways.
 * @property {string} waiting A proposal to decide about that clashes.
 * @property {string} declined A proposal that was declined.
 */

/** @type {Promise<Family> | undefined} */
let family;
const LONG = "Netzwerkanschlussüberprüfungsprotokollnummernverzeichnis ".repeat(3).trim();

/** @param {World} world @returns {Promise<Family>} */
async function raise({ server, api }) {
  const { id: parent } = await api("POST", "trees", { json: SWITCH });
  const forkOf = async (/** @type {string} */ of, /** @type {string} */ name) =>
    (await api("POST", `trees/${of}/fork`, { json: { name, fork_reason: "Our switches are another make, and their cables end in a panel." } })).id;
  const fork = await forkOf(parent, "Switch port down in Oslo");
  await retitle(api, parent, { up: "Is the light on?", vlan: "Set the VLAN again" });
  await retitle(api, fork, { vlan: "Set the voice VLAN", call: "Call our vendor in Oslo" });

  const { id: gone } = await api("POST", "trees", { json: { ...SWITCH, name: "Switch without power" } });
  const orphan = await forkOf(gone, "Switch without power in Oslo");
  await api("DELETE", `trees/${gone}?hard=true`);

  const { id: versioned } = await api("POST", "trees", { json: { ...SWITCH, name: "Switch port flaps" } });
  await api("POST", `trees/${versioned}/publish`);
  await api("PATCH", `trees/${versioned}/versions/1`, { json: { name: "Before the move to the new building" } });
  const nodes = /** @type {any[]} */ (structuredClone(SWITCH.tree_structure.nodes));
  const [up, , cycle, vlan, call] = nodes;
  up.options[0].to = "ask";
  up.options[1].to = "cycle";
  vlan.description = "As the new plan says, which hangs in the cabinet.";
  cycle.commands = [{ label: "Off", command: "shutdown", command_type: "cisco" }];
  const ask = { id: "ask", type: "solution", title: LONG, description: "At the desk." };
  await api("PUT", `trees/${versioned}`, { json: { tree_structure: { ...SWITCH.tree_structure, nodes: [up, cycle, vlan, ask, call] } } });
  await api("POST", "sessions", { json: { tree_id: versioned } });

  const stranger = await register(server);
  const { id: open } = await api("POST", "trees", { json: { ...SWITCH, name: "Uplink down", visibility: "public" } });
  await api("POST", `trees/${open}/publish`);
  const propose = async (/** @type {Record<string, string>} */ titles, /** @type {string} */ message) => {
    const { id } = await stranger.api("POST", `trees/${open}/fork`, { json: { fork_reason: "For our building" } });
    await retitle(stranger.api, id, titles);
    return (await stranger.api("POST", `trees/${id}/proposals`, { json: { message } })).id;
  };
  const declined = await propose({ call: LONG }, LONG);
  await api("POST", `proposals/${declined}/decline`, { json: { reason: "Not everybody has a panel, and whoever has one knows." } });
  const waiting = await propose({ reseat: "Reseat it at the panel", vlan: "Set the voice VLAN" }, "Ours are on a panel.\nVoice has a VLAN of its own.");
  await retitle(api, open, { vlan: "Set the VLAN by the plan" });
  return { parent, fork, orphan, versioned, waiting, declined };
}

/** @param {(page: Page, family: Family) => Promise<unknown>} open @returns {Place} */
const within = (open) => async (page, world) => open(page, await (family ??= raise(world)));

/** @param {Page} page @param {string} path @param {string | RegExp} text What is waited for. */
async function isAt(page, path, text) {
  await page.goto(path);
  await page.getByText(text).filter({ visible: true }).first().waitFor();
}

/** @type {Record<string, Place>} */
const PLACES = {
  "proposals-none": (page) => isAt(page, "/proposals", "Nothing waits for you"),
  "flow-forks-none": (page, { draft }) => isAt(page, `/flows/${draft.id}?tab=forks`, "No forks that you can see"),
  "flow-fork": within((page, { fork }) => isAt(page, `/flows/${fork}`, "See what changed")),
  "flow-fork-orphan": within((page, { orphan }) => isAt(page, `/flows/${orphan}`, "deleted for good")),
  "flow-forks": within((page, { parent }) => isAt(page, `/flows/${parent}?tab=forks`, "Switch port down in Oslo")),
  "flows-forks": within((page) => isAt(page, "/flows?forks=true", "Parent updated")),
  "fork-dialog": within(async (page, { parent }) => {
    await isAt(page, `/flows/${parent}`, "Is the light on?");
    await page.keyboard.press("Shift+F");
    await page.getByRole("dialog", { name: /^Fork/ }).waitFor();
  }),
  "fork-category-dialog": within(async (page) => {
    await isAt(page, "/flows", "Switch port flaps");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("fork a category");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Fork a category" }).waitFor();
  }),
  pull: within((page, { fork }) => isAt(page, `/flows/${fork}/pull`, "One thing was changed on both sides")),
  "pull-map": within(async (page, { fork }) => {
    await isAt(page, `/flows/${fork}/pull?view=map`, "Dotted lines are gone");
  }),
  "pull-nothing": within((page, { parent }) => isAt(page, `/flows/${parent}/pull`, "This flow is no fork")),
  propose: within((page, { fork }) => isAt(page, `/flows/${fork}/propose`, "Which changes")),
  "home-waiting": within((page) => isAt(page, "/", "Ours are on a panel.")),
  proposals: within((page) => isAt(page, "/proposals?show=all", "Declined")),
  "proposal-review": within((page, { waiting }) => isAt(page, `/proposals/${waiting}`, "changed in the flow meanwhile")),
  "proposal-declined": within((page, { declined }) => isAt(page, `/proposals/${declined}`, "whoever has one knows")),
  "proposal-not-found": (page) => isAt(page, "/proposals/018f0000-0000-7000-8000-000000000000", "This proposal is not here"),
  "flow-versions-named": within((page, { versioned }) => isAt(page, `/flows/${versioned}?tab=versions`, "Before the move")),
  compare: within((page, { versioned }) => isAt(page, `/flows/${versioned}/compare`, "which hangs in the cabinet")),
  "compare-map": within((page, { versioned }) => isAt(page, `/flows/${versioned}/compare?view=map&node=vlan`, "which hangs in the cabinet")),
  "compare-same": within((page, { versioned }) => isAt(page, `/flows/${versioned}/compare?from=2`, "Nothing has changed")),
  "compare-gone": within((page, { versioned }) => isAt(page, `/flows/${versioned}/compare?from=99`, "thinned out")),
  "publish-dialog-changes": within(async (page, { versioned }) => {
    await isAt(page, `/flows/${versioned}`, "is not published yet");
    await page.getByRole("button", { name: "Publish version 2" }).click();
    await page.getByText("One run that is open").waitFor();
  }),
};

gallery("pages of forks", { inside: PLACES });
