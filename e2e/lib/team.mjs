/** People of one account, made through the API. */
import { apiAs, call, somebody } from "./person.mjs";

/**
 * @typedef {object} Member
 * @property {import("./person.mjs").Person} person
 * @property {Awaited<ReturnType<typeof apiAs>>} api
 */

/**
 * A team: its admin, and somebody who writes flows in it.
 * @param {import("./server.mjs").Server} server
 * @returns {Promise<{ admin: Member, engineer: Member }>}
 */
export async function team(server) {
  const admin = await register(server, somebody("Ada Okafor"));
  await admin.api("PATCH", "account", { json: { name: "Harbour Logistics", type: "organization" } });
  const { code } = await admin.api("POST", "account/invites", { json: { role: "engineer" } });
  const engineer = await register(server, somebody("Jonas Brandt"), { invite_code: code });
  return { admin, engineer };
}

/**
 * Somebody with an account, and the API as them.
 * @param {import("./server.mjs").Server} server
 * @returns {Promise<Member>}
 */
export async function register(server, person = somebody(), more = {}) {
  await call(server, "POST", "auth/register", { json: { ...person, ...more } });
  return { person, api: await apiAs(server, person) };
}

/**
 * Gives nodes other titles.
 * @param {Member["api"]} api
 * @param {string} id Of the flow.
 * @param {Record<string, string>} titles
 */
export async function retitle(api, id, titles) {
  const { version } = await api("GET", `trees/${id}`);
  const changes = Object.entries(titles).map(([node_id, value]) => ({ op: "update", node_id, field: "title", value }));
  return api("POST", `trees/${id}/sync`, { json: { base_version: version, changes } });
}

/** @param {Member["api"]} api @param {string} id @returns {Promise<Record<string, string>>} The titles of a flow's nodes. */
export async function titlesOf(api, id) {
  const { tree_structure } = await api("GET", `trees/${id}`);
  return Object.fromEntries(tree_structure.nodes.map((/** @type {any} */ { id, title }) => [id, title]));
}

/** A flow of five nodes. */
export const SWITCH = {
  name: "Switch port down",
  tree_type: "troubleshooting",
  category: "Network",
  tree_structure: {
    schema: 1,
    kind: "troubleshooting",
    root: "up",
    nodes: [
      { id: "up", type: "decision", title: "Is the port up?", options: [{ id: "y", label: "Yes", to: "vlan" }, { id: "n", label: "No", to: "reseat" }, { id: "dead", label: "It is dead", to: "call" }] },
      { id: "reseat", type: "action", title: "Reseat the cable", expected_outcome: "The light turns green.", next: "cycle" },
      { id: "cycle", type: "action", title: "Switch the port off and on", expected_outcome: "The light blinks.", next: "vlan" },
      { id: "vlan", type: "solution", title: "Set the VLAN", description: "As the plan says." },
      { id: "call", type: "solution", title: "Call the vendor", description: "Ask for the second line." },
    ],
  },
};
