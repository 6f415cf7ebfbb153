import assert from "node:assert/strict";
import { apiAs, register } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";

const START = {
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
const CHART = `flowchart TD
  bulb[Change the bulb] --> fuse[Change the fuse]
`;

scenes("texts pasted into the editor", (scene) => {
  scene("become steps after the chosen one, as one edit, once they were looked at", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const { id } = await api("POST", "trees", { json: START });
    const { keyboard } = page;
    const told = async () => {
      await keyboard.press("Control+s");
      await page.getByText("Saved", { exact: true }).waitFor();
      const { nodes } = (await api("GET", `trees/${id}`)).tree_structure;
      const titles = new Map(nodes.map((/** @type {any} */ node) => [node.id, node.title]));
      return nodes.map((/** @type {any} */ { title, next }) => (next ? `${title} > ${titles.get(next)}` : title));
    };
    const paste = async (/** @type {string} */ text) => {
      await page.evaluate((text) => navigator.clipboard.writeText(text), text);
      await keyboard.press("Control+v");
    };

    await page.goto(`/flows/${id}/edit?node=switch`);
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

scenes("the list of flows", (scene) => {
  scene("is narrowed to several tags and to what is to be reviewed, in its address", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    for (const [name, tags] of [["One", ["dns"]], ["Both", ["dns", "vpn"]]]) {
      await api("POST", "trees", { json: { ...START, name, tags } });
    }
    const list = page.getByRole("table", { name: "Flows" });
    const shows = async (/** @type {string[]} */ ...names) => {
      for (const name of ["One", "Both"]) {
        await list.getByRole("link", { name, exact: true }).waitFor({ state: names.includes(name) ? "visible" : "detached" });
      }
    };
    await page.goto("/flows?scope=mine");
    await shows("One", "Both");
    const tag = page.getByRole("combobox", { name: "Tag" });
    await tag.selectOption({ label: "dns (2)" });
    await shows("One", "Both");
    await tag.selectOption({ label: "vpn (1)" });
    await shows("Both");
    await page.reload();
    await shows("Both");
    await page.getByRole("button", { name: "Only with the tag vpn. Take it off" }).press("Enter");
    await shows("One", "Both");
    await tag.and(page.locator(":focus")).waitFor();

    // The day is set where the flow is described.
    await page.getByRole("button", { name: "Review due" }).click();
    await shows();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await list.getByRole("link", { name: "One", exact: true }).click();
    await page.getByRole("button", { name: "Publish" }).waitFor();
    await page.keyboard.press("e");
    await page.getByRole("treeitem", { name: "About this flow" }).click();
    await page.getByLabel("Look at it again by").fill("2020-05-01");
    await page.keyboard.press("Control+s");
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.goto("/flows?scope=mine&review=true");
    await shows("One");
  });
});
