import assert from "node:assert/strict";
import { apiAs, register } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";

const START = {
  name: "Lamp",
  tree_type: "troubleshooting",
  tree_structure: {
    schema: 1,
    kind: "troubleshooting",
    root: "on",
    nodes: [
      { id: "on", type: "decision", title: "Is the lamp on?", options: [{ id: "yes", label: "Yes", to: "fine" }, { id: "no", label: "No", to: "switch" }] },
      { id: "fine", type: "solution", title: "The lamp works" },
      { id: "switch", type: "action", title: "Switch it on", next: "on" },
    ],
  },
};

scenes("the outline editor", (scene) => {
  scene("adds, answers, moves, deletes and undoes by keyboard alone", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const { id } = await api("POST", "trees", { json: START });
    const { keyboard } = page;
    const tree = page.getByRole("tree", { name: "Outline" });
    const chosen = (/** @type {string | RegExp} */ name) => tree.getByRole("treeitem", { name, selected: true }).waitFor();

    // From the flow's page into the editor, and to the action.
    await page.goto(`/flows/${id}`);
    await page.getByRole("button", { name: "Publish" }).waitFor();
    await keyboard.press("e");
    await tree.waitFor();
    await keyboard.press("o");
    await keyboard.press("End");
    await chosen(/Switch it on/);
    await keyboard.press("Enter");
    await keyboard.press("Control+a");
    await keyboard.type("Press the switch");
    await keyboard.press("Escape");

    // A step below it, and a third answer for the question.
    await keyboard.press("a");
    await keyboard.type("Wait a second");
    await keyboard.press("Escape");
    await chosen(/Wait a second/);
    await keyboard.press("Home");
    await keyboard.press("ArrowDown");
    await chosen(/Is the lamp on/);
    await keyboard.press("Enter");
    await page.getByRole("button", { name: "Add answer" }).focus();
    await keyboard.press("Enter");
    await keyboard.type("It flickers");
    await keyboard.press("Tab");
    await keyboard.press("Enter");
    await keyboard.type("Change the bulb");
    await page.getByRole("option", { name: "New solution: “Change the bulb”" }).waitFor();
    for (const _ of ["action", "solution"]) await keyboard.press("ArrowDown");
    await keyboard.press("Enter");

    await keyboard.press("Escape");
    await tree.getByRole("treeitem", { name: /Change the bulb/ }).waitFor();

    // Its answer moves up, is deleted, and comes back.
    await keyboard.press("Alt+ArrowUp");
    const answers = async () => {
      await page.getByText("Saved", { exact: true }).waitFor();
      const { tree_structure } = await api("GET", `trees/${id}`);
      return tree_structure.nodes[0].options.map((/** @type {any} */ { label }) => label);
    };
    await keyboard.press("Control+s");
    assert.deepEqual(await answers(), ["Yes", "It flickers", "No"]);
    await keyboard.press("Delete");
    await tree.getByRole("treeitem", { name: /Change the bulb/ }).waitFor({ state: "detached" });
    await keyboard.press("Control+z");
    await tree.getByRole("treeitem", { name: /Change the bulb/ }).waitFor();
    await keyboard.press("Control+s");
    assert.deepEqual(await answers(), ["Yes", "It flickers", "No"]);

    // The findings and what is about the whole flow.
    await keyboard.press("f");
    await page.getByRole("heading", { name: "Findings" }).waitFor();
    await keyboard.press("f");
    await page.getByRole("heading", { name: "Findings" }).waitFor({ state: "detached" });
    await keyboard.press("o");
    await keyboard.press("Home");
    await keyboard.press("Enter");
    await keyboard.press("Control+a");
    await keyboard.type("Lamp does not light");
    await keyboard.press("Control+s");
    await page.getByText("Saved", { exact: true }).waitFor();
    const { name, tree_structure } = await api("GET", `trees/${id}`);
    assert.equal(name, "Lamp does not light");
    assert.deepEqual(
      tree_structure.nodes.map((/** @type {any} */ { title }) => title).sort(),
      ["Change the bulb", "Is the lamp on?", "Press the switch", "The lamp works", "Wait a second"],
    );

    // On a phone the form is a sheet over the page, where the keys of the flow act as well.
    await page.setViewportSize({ width: 390, height: 844 });
    const sheet = page.getByRole("dialog");
    const text = sheet.getByLabel("Description", { exact: true });
    await text.fill("It stays dark");
    await keyboard.press("Control+z");
    await sheet.getByText("Undone", { exact: true }).waitFor();
    assert.equal(await text.inputValue(), "");
    await keyboard.press("Control+Shift+z");
    await sheet.getByText("Done again", { exact: true }).waitFor();
    await keyboard.press("Control+s");
    await sheet.getByText("All changes are saved").waitFor();
    assert.equal((await api("GET", `trees/${id}`)).description, "It stays dark");
  });
});
