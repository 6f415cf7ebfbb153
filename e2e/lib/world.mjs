/** An account with something of everything in it, made through the API: for looking at pages. */
import { readFile } from "node:fs/promises";
import { apiAs, call, somebody } from "./person.mjs";

/**
 * @typedef {object} World
 * @property {import("./server.mjs").Server} server
 * @property {import("./person.mjs").Person} person
 * @property {Awaited<ReturnType<typeof apiAs>>} api As this person.
 * @property {string} fixture A Mermaid flowchart.
 * @property {{ id: string, name: string }} draft It, imported.
 * @property {{ id: string, name: string }} defaultFlow
 * @property {{ id: string, name: string }} procedure A default flow that is a checklist.
 * @property {string} openSession A run of the draft that is under way.
 * @property {string} openChecklist A run of the procedure that is under way.
 * @property {string} completedSession
 */

export const FIXTURE = new URL("../fixtures/parcel-station.mmd", import.meta.url);

/** @param {import("./server.mjs").Server} server @returns {Promise<World>} */
export async function furnish(server) {
  const person = somebody();
  await call(server, "POST", "auth/register", { json: person });
  const api = await apiAs(server, person);
  const fixture = await readFile(FIXTURE, "utf8");
  const draft = await api("POST", "trees/import?format=mermaid&name=Parcel+station+out+of+order", { text: fixture });
  const defaults = await api("GET", "trees?default=true&limit=100");
  /** @param {string} name */
  const byName = (name) => defaults.items.find((/** @type {{ name: string }} */ flow) => flow.name === name);
  const procedure = byName("Set up a new laptop");

  const open = await run(api, draft.id, { ticket_number: "INC-2041", client_name: "Harbour Logistics" });
  await open("answered", { node_id: "Symptom", option: "Some lockers fail", note: "Column 3, since the storm on Sunday." });
  await open("completed_step", { node_id: "Partly", result: "done" });

  const completed = await run(api, draft.id, { ticket_number: "INC-2038" });
  await completed("answered", { node_id: "Symptom", option: "One clear complaint" });
  await completed("completed_step", { node_id: "Single", result: "done" });
  await completed("answered", { node_id: "Complaint", option: "Heat", note: "Screen reads 61 °C." });
  await completed("completed_step", { node_id: "HeatTrouble", result: "done" });
  const last = await completed("answered", { node_id: "Fan", option: "No" });
  await api("POST", `sessions/${last.id}/complete`, {
    json: { outcome: "escalated", outcome_notes: "The fan stands still.", next_steps: "Technician on Tuesday, with a fan." },
  });

  const checklist = await api("POST", "sessions", { json: { tree_id: procedure.id, variables: await intake(api, procedure.id) } });
  return {
    server,
    person,
    api,
    fixture,
    draft,
    defaultFlow: byName("Printer offline"),
    procedure,
    openSession: (await open("noted", { note: "Site contact: Ms Okafor." })).id,
    openChecklist: checklist.id,
    completedSession: last.id,
  };
}

/**
 * Starts a run of a flow that begins with an action, and does that action.
 * @param {Awaited<ReturnType<typeof apiAs>>} api
 * @param {string} treeId
 * @param {object} about
 */
async function run(api, treeId, about) {
  let session = await api("POST", "sessions", { json: { tree_id: treeId, ...about } });
  const { flow } = await api("GET", `sessions/${session.id}?include=flow`);
  /** @param {string} type @param {any} event */
  const record = async (type, { option, ...event }) => {
    if (option) {
      const node = flow.nodes.find((/** @type {any} */ { id }) => id === event.node_id);
      event.option_id = node.options.find((/** @type {any} */ { label }) => label === option).id;
    }
    const json = { type, ...event, seconds: 40, expected_seq: session.seq };
    session = await api("POST", `sessions/${session.id}/events`, { json });
    return session;
  };
  await record("completed_step", { node_id: session.current_node_id, result: "done" });
  return record;
}

/**
 * Something for everything that a flow asks at its start.
 * @param {Awaited<ReturnType<typeof apiAs>>} api
 * @param {string} treeId
 */
export async function intake(api, treeId) {
  const { tree_structure } = await api("GET", `trees/${treeId}`);
  const asked = (tree_structure.intake ?? []).filter((/** @type {any} */ { deferred, secret }) => !deferred && !secret);
  return Object.fromEntries(asked.map((/** @type {any} */ { name, options }) => [name, options?.[0] ?? "lt-2207"]));
}
