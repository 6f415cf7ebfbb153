/** Flows of one's own and runs that stand at a certain step, made through the API. */
import { apiAs } from "./person.mjs";

/** @typedef {Awaited<ReturnType<typeof apiAs>>} Api */

/**
 * A default flow of this name as one's own draft.
 * @param {Api} api
 * @param {string} name
 * @returns {Promise<{ id: string, name: string }>}
 */
export async function ownCopy(api, name) {
  const { tree_type, tree_structure, description, category, tags } = await api("GET", `trees/${await idOf(api, name)}`);
  return api("POST", "trees", { json: { name, tree_type, tree_structure, description, category, tags } });
}

/** Of the default flow of this name. @param {Api} api @param {string} name @returns {Promise<string>} */
export async function idOf(api, name) {
  const { items } = await api("GET", "trees?default=true&limit=100");
  const found = items.find((/** @type {{ name: string }} */ flow) => flow.name === name);
  if (!found) throw new Error(`there is no default flow ${name}`);
  return found.id;
}

/**
 * Starts a run and takes it to a node, by the fewest answers.
 * @param {Api} api
 * @param {string} treeId
 * @param {string} nodeId
 * @param {Record<string, string>} [variables]
 * @param {object} [about]
 * @returns {Promise<any>} The session.
 */
export async function standAt(api, treeId, nodeId, variables = {}, about = {}) {
  const { tree_structure: flow } = await api("GET", `trees/${treeId}`);
  let session = await api("POST", "sessions", { json: { tree_id: treeId, variables, ...about } });
  const way = wayTo(flow, session.current_node_id, nodeId);
  for (const event of way) {
    session = await api("POST", `sessions/${session.id}/events`, { json: { ...event, seconds: 0, expected_seq: session.seq } });
  }
  return session;
}

/**
 * The events that lead from one node to another.
 * @param {any} flow
 * @param {string} from
 * @param {string} to
 */
function wayTo(flow, from, to) {
  /** @type {[string, object[]][]} */
  const open = [[from, []]];
  const seen = new Set([from]);
  for (const [id, events] of open) {
    if (id === to) return events;
    const node = flow.nodes.find((/** @type {any} */ node) => node.id === id);
    const steps = (node.options ?? []).map((/** @type {any} */ option) => [
      option.to,
      { type: "answered", node_id: id, option_id: option.id },
    ]);
    if (node.type !== "decision") steps.push([nextOf(flow, node), { type: "completed_step", node_id: id, result: "done" }]);
    for (const [next, event] of steps) {
      if (next == null || seen.has(next)) continue;
      seen.add(next);
      open.push([next, [...events, event]]);
    }
  }
  throw new Error(`no way leads from ${from} to ${to}`);
}

/** @param {any} flow @param {any} node */
function nextOf(flow, node) {
  if (node.next != null) return node.next;
  const place = flow.nodes.indexOf(node);
  return flow.nodes.slice(place + 1).find((/** @type {any} */ { type }) => type !== "section_header")?.id;
}
