import assert from "node:assert/strict";
import { atEditor, LAMP } from "../lib/editing.mjs";
import { scenes } from "../lib/scenes.mjs";

const CHART = `flowchart TD
  bulb[Change the bulb] --> fuse[Change the fuse]
`;

scenes("texts pasted into the editor", (scene) => {
  scene("become steps after the chosen one, as one edit, once they were looked at", async (stage) => {
    const { page, saved } = await atEditor(stage, LAMP, "?node=switch");
    const { keyboard } = page;
    const told = async () => {
      const { nodes } = (await saved()).tree_structure;
      const titles = new Map(nodes.map((/** @type {any} */ node) => [node.id, node.title]));
      return nodes.map((/** @type {any} */ { title, next }) => (next ? `${title} > ${titles.get(next)}` : title));
    };
    const paste = async (/** @type {string} */ text) => {
      await page.evaluate((text) => navigator.clipboard.writeText(text), text);
      await keyboard.press("Control+v");
    };

    const outline = page.getByRole("tree", { name: "Outline" });
    await outline.focus();
    // What is no list of steps is nobody's business.
    await paste("Just a word");
    await paste(CHART);
    const dialog = page.getByRole("dialog", { name: "Insert pasted steps" });
    await dialog.getByText("They come after “Switch it on”.").waitFor();
    await dialog.getByText("Mermaid (detected)").waitFor({ state: "attached" });
    await dialog.getByRole("button", { name: "Insert 2 steps" }).press("Enter");
    await outline.getByRole("treeitem", { name: /Change the fuse/ }).waitFor();
    assert.deepEqual((await told()).toSorted(), [
      "Change the bulb > Change the fuse",
      "Change the fuse > The lamp works",
      "Switch it on > Change the bulb",
      "The lamp works",
    ]);
    await outline.focus();
    await keyboard.press("Control+z");
    await outline.getByRole("treeitem", { name: /Change the fuse/ }).waitFor({ state: "detached" });
    assert.deepEqual(await told(), ["Switch it on > The lamp works", "The lamp works"]);
  });
});
