import assert from "node:assert/strict";
import { atEditor } from "../lib/editing.mjs";
import { scenes } from "../lib/scenes.mjs";

const START = {
  name: "Switch port",
  tree_type: "troubleshooting",
  tree_structure: {
    schema: 1,
    kind: "troubleshooting",
    root: "find",
    nodes: [
      { id: "find", type: "action", title: "Find the port", description: "Its number is on the **label**.", next: "reseat" },
      { id: "reseat", type: "action", title: "Reseat the cable", description: "Until it clicks.", next: "done" },
      { id: "done", type: "solution", title: "The port works", description: "Nothing is left to do." },
    ],
  },
};

scenes("what steps refer to", (scene) => {
  scene("is said in the editor by keyboard, undone, and read in the run without leaving it", async (stage) => {
    const { page, api, id, saved } = await atEditor(stage, START, "?node=reseat");
    const { keyboard } = page;
    const told = async () => {
      const { connections = [] } = (await saved()).tree_structure;
      return connections.map((/** @type {any} */ { from, to, type, label }) => [from, to, type, label]);
    };

    await page.getByRole("button", { name: "See also" }).press("Enter");
    await page.getByRole("button", { name: /^Add a step to look at/ }).press("Enter");
    await keyboard.type("find the");
    await page.getByRole("option", { name: "Find the port" }).waitFor();
    await keyboard.press("Enter");
    await page.getByRole("combobox", { name: "What “Find the port” is to this step" }).selectOption("Needs");
    const why = page.getByRole("textbox", { name: "Why to look at “Find the port”" });
    await why.fill("which of them it is");
    assert.deepEqual(await told(), [["reseat", "find", "dependency", "which of them it is"]]);
    await page.getByRole("button", { name: "Remove “Find the port” from what is referred to" }).press("Enter");
    assert.deepEqual(await told(), []);
    await keyboard.press("Control+z");
    await why.waitFor();
    assert.deepEqual(await told(), [["reseat", "find", "dependency", "which of them it is"]]);

    // In the outline it leads to the step.
    await api("POST", `trees/${id}/publish`);
    await page.goto(`/flows/${id}`);
    const outline = page.getByRole("list", { name: "Outline of the flow" });
    await outline.getByRole("list", { name: "See also" }).getByRole("button", { name: "Find the port" }).click();
    await outline.getByRole("button", { name: "Find the port", expanded: true }).and(page.locator(":focus")).waitFor();

    // In the run it is read over the step, which stays.
    const session = await api("POST", "sessions", { json: { tree_id: id } });
    await api("POST", `sessions/${session.id}/events`, { json: { type: "completed_step", node_id: "find", result: "done", seconds: 0 } });
    await page.goto(`/sessions/${session.id}/run`);
    await page.getByRole("heading", { name: "Reseat the cable", level: 1 }).waitFor();
    await page.getByRole("list", { name: "See also" }).getByRole("button", { name: "Find the port" }).press("Enter");
    const look = page.getByRole("dialog", { name: "Find the port" });
    await look.getByText("Its number is on the label.").waitFor();
    await keyboard.press("Escape");
    await look.waitFor({ state: "detached" });
    assert.equal((await api("GET", `sessions/${session.id}`)).current_node_id, "reseat");
  });
});
