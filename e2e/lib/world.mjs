/** An account with something of everything in it, made through the API: for looking at pages. */
import { readFile } from "node:fs/promises";
import { apiAs, call, somebody } from "./person.mjs";

/**
 * @typedef {object} World
 * @property {import("./person.mjs").Person} person
 * @property {string} fixture A Mermaid flowchart.
 * @property {{ id: string, name: string }} draft It, imported.
 * @property {{ id: string, name: string }} defaultFlow
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
  const defaultFlow = defaults.items.find((/** @type {{ name: string }} */ { name }) => name === "Printer offline");
  return { person, fixture, draft, defaultFlow };
}
