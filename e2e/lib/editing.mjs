/** Somebody at the editor of a flow of theirs. */
import { apiAs, register } from "./person.mjs";

/**
 * A new visitor at the editor of a flow that was made through the API.
 * @param {import("./scenes.mjs").Stage} stage
 * @param {any} flow
 * @param {string} [search] Of the editor's address.
 */
export async function atEditor({ server, visitor }, flow, search = "") {
  const { page, context } = await visitor();
  const api = await apiAs(server, await register({ context }));
  const { id } = await api("POST", "trees", { json: flow });
  await page.goto(`/flows/${id}/edit${search}`);
  await page.getByRole("button", { name: "Publish" }).waitFor();
  /** Saves, and reads the flow as the server has it then. @returns {Promise<any>} */
  const saved = async () => {
    await page.keyboard.press("Control+s");
    await page.getByText("Saved", { exact: true }).waitFor();
    return api("GET", `trees/${id}`);
  };
  return { page, context, api, id, saved };
}

/** A flow of two steps. */
export const LAMP = {
  name: "Lamp",
  tree_type: "troubleshooting",
  tree_structure: {
    schema: 1,
    kind: "troubleshooting",
    root: "switch",
    nodes: [
      { id: "switch", type: "action", title: "Switch it on", next: "fine" },
      { id: "fine", type: "solution", title: "The lamp works" },
    ],
  },
};
