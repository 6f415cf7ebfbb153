import assert from "node:assert/strict";
import { colleagues } from "../lib/colleagues.mjs";
import { look } from "../lib/look.mjs";
import { scenes } from "../lib/scenes.mjs";

const FLOW = {
  name: "Lamp",
  tree_type: "troubleshooting",
  visibility: "team",
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

/** @param {any} tree */
const titles = (tree) => tree.tree_structure.nodes.map((/** @type {any} */ { title }) => title);

scenes("two people at one flow", (scene) => {
  scene("who edit different steps at once have both edits, and can still undo their own", async (stage) => {
    const { host, guest, api } = await colleagues(stage, ["Ada Okafor", "Ben Lund"]);
    const { id } = await api("POST", "trees", { json: FLOW });
    for (const [{ page }, node] of /** @type {const} */ ([[host, "fine"], [guest, "switch"]])) {
      await page.goto(`/flows/${id}/edit?node=${node}`);
      await page.getByLabel("Title").waitFor();
    }
    // Both type; then one saves, and the other on top of what is older by now.
    await host.page.getByLabel("Title").fill("The lamp shines");
    await guest.page.getByLabel("Title").fill("Press the switch");
    await host.page.keyboard.press("Control+s");
    await host.page.getByText("Saved", { exact: true }).waitFor();
    await guest.page.keyboard.press("Control+s");
    await guest.page.getByText("Merged with changes by Ada Okafor").waitFor();
    await guest.page.getByRole("treeitem", { name: /The lamp shines/ }).first().waitFor();
    assert.deepEqual(titles(await api("GET", `trees/${id}`)), ["Is the lamp on?", "The lamp shines", "Press the switch"]);
    // Who did not save again sees it, too.
    await host.page.getByText("Merged with changes by Ben Lund").waitFor();
    await host.page.getByRole("treeitem", { name: /Press the switch/ }).first().waitFor();
    assert.equal(await host.page.getByLabel("Title").inputValue(), "The lamp shines");

    await guest.page.getByRole("button", { name: "Undo" }).click();
    assert.equal(await guest.page.getByLabel("Title").inputValue(), "Switch it on");
    await guest.page.keyboard.press("Control+s");
    await guest.page.getByText("Saved", { exact: true }).waitFor();
    assert.deepEqual(titles(await api("GET", `trees/${id}`)), ["Is the lamp on?", "The lamp shines", "Switch it on"]);
  });

  scene("who edit the same title are shown the one clash, and answer it", async (stage) => {
    const { host, guest, api } = await colleagues(stage, ["Ada Okafor", "Ben Lund"]);
    const { id } = await api("POST", "trees", { json: FLOW });
    for (const { page } of [host, guest]) {
      await page.goto(`/flows/${id}/edit?node=switch`);
      await page.getByLabel("Title").waitFor();
    }
    await host.page.getByLabel("Title").fill("Press the switch");
    await guest.page.getByLabel("Title").fill("Turn it on");
    await host.page.keyboard.press("Control+s");
    await host.page.getByText("Saved", { exact: true }).waitFor();
    await guest.page.keyboard.press("Control+s");

    const { page } = guest;
    const dialog = page.getByRole("dialog", { name: "You both changed the same thing" });
    await dialog.waitFor();
    const clash = dialog.getByRole("group", { name: /Switch it on|Turn it on/ });
    await clash.getByRole("radio", { name: "Ada Okafor’s" }).waitFor();
    assert.equal(await dialog.getByRole("group").count(), 1);
    await look(page, "editor-clash", { whole: false });

    // It can wait; nothing is saved until it is answered.
    await dialog.getByRole("button", { name: "Decide later" }).click();
    await page.getByText("Somebody changed the same thing").waitFor();
    assert.equal((await api("GET", `trees/${id}`)).version, 2);
    await page.getByRole("treeitem", { name: /The lamp works/ }).first().click();
    await page.getByLabel("Title").fill("The lamp glows");
    await page.getByRole("button", { name: "Choose" }).click();
    await dialog.getByRole("radio", { name: "Something else" }).check();
    await dialog.getByRole("textbox").fill("Press the switch firmly");
    // Ada changes once more what was changed here, too: only that is asked about.
    const { version, tree_structure } = await api("GET", `trees/${id}`);
    tree_structure.nodes[1].title = "The lamp shines";
    await api("PUT", `trees/${id}`, { json: { tree_structure, base_version: version } });
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.getByText("1 of 2 decided").waitFor();
    assert.equal(await dialog.getByRole("textbox").inputValue(), "Press the switch firmly");
    await dialog.getByRole("group", { name: /The lamp/ }).getByRole("radio", { name: "Ada Okafor’s" }).check();
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Saved", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("Title").inputValue(), "The lamp shines");
    const saved = await api("GET", `trees/${id}`);
    assert.deepEqual([saved.version, titles(saved).slice(1)], [4, ["The lamp shines", "Press the switch firmly"]]);
  });
});
