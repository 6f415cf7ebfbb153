/** The versions of a flow: named, compared, gone back to, published. */
import assert from "node:assert/strict";
import { apiAs, register } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";
import { retitle, SWITCH, titlesOf } from "../lib/team.mjs";
import { isTold } from "../pages/settings.mjs";

scenes("versions", (scene) => {
  scene("a version gets a name, is found by it, and goes without again", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const { id } = await api("POST", "trees", { json: SWITCH });
    await retitle(api, id, { up: "Is the light on?" });
    await page.goto(`/flows/${id}?tab=versions`);
    await page.getByRole("button", { name: "Name it: version 1" }).click();
    await page.getByLabel("Name of version 1").fill("Before the move");
    await page.keyboard.press("Enter");
    await isTold(page, "Version 1 is called “Before the move”");
    await page.getByRole("group", { name: "Which versions" }).getByText("Named").click();
    const list = page.getByRole("list", { name: "Versions" });
    await list.getByText("Version 2").waitFor({ state: "detached" });
    await list.getByRole("button", { name: "Rename “Before the move”" }).click();
    await page.getByLabel("Name of version 1").fill("");
    await page.keyboard.press("Enter");
    await page.getByText("No version has a name").waitFor();
  });

  scene("two versions are compared in a list and on the map", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const { id } = await api("POST", "trees", { json: SWITCH });
    const nodes = structuredClone(SWITCH.tree_structure.nodes);
    const [up, , cycle, vlan] = /** @type {any[]} */ (nodes);
    up.options[0].to = "ask";
    vlan.description = "As the new plan says.";
    const changed = [up, cycle, vlan, { id: "ask", type: "solution", title: "Ask for the plan", description: "At the desk." }, nodes[4]];
    up.options[1].to = "cycle";
    await api("PUT", `trees/${id}`, { json: { tree_structure: { ...SWITCH.tree_structure, nodes: changed } } });
    await page.goto(`/flows/${id}?tab=versions`);
    await page.getByRole("link", { name: "Compare version 1" }).click();
    await page.waitForURL(/compare\?from=1/);
    const list = page.getByRole("list", { name: "What has changed" });
    const entry = (/** @type {string} */ title) => list.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title }) });
    await entry("Ask for the plan").getByText("Added", { exact: true }).waitFor();
    await entry("Reseat the cable").getByText("Removed", { exact: true }).waitFor();
    await entry("Is the port up?").getByText("Changed", { exact: true }).waitFor();
    assert.match(await entry("Set the VLAN").locator("ins").innerText(), /new/);
    // From the list to the place on the map, which the address leads to again.
    await entry("Reseat the cable").getByRole("link", { name: "Show on the map" }).click();
    await page.getByRole("region", { name: "Step" }).getByText("Removed", { exact: true }).waitFor();
    await page.reload();
    await page.getByRole("region", { name: "Step" }).getByText("Reseat the cable").waitFor();
    await page.getByRole("list", { name: "What the marks mean" }).waitFor();
    await page.getByLabel(/Ask for the plan \(Added\)/).waitFor();
    // The other way round what was added was removed.
    await page.getByRole("group", { name: "How to show it" }).getByText("List").click();
    await page.getByRole("button", { name: "Swap" }).click();
    await entry("Reseat the cable").getByText("Added", { exact: true }).waitFor();
  });

  scene("an old version becomes the newest again", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const { id } = await api("POST", "trees", { json: SWITCH });
    await retitle(api, id, { up: "Is the light on?" });
    await page.goto(`/flows/${id}?tab=versions`);
    await page.getByRole("button", { name: "Restore version 1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
    await isTold(page, /is the newest again/);
    assert.equal((await titlesOf(api, id)).up, "Is the port up?");
  });

  scene("before publishing one sees what changes, and for how many open runs it does not", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const { id } = await api("POST", "trees", { json: SWITCH });
    await page.goto(`/flows/${id}`);
    await page.getByRole("button", { name: "Publish" }).waitFor();
    // Two keys.
    await page.keyboard.press("Shift+P");
    await page.getByRole("dialog", { name: "Publish version 1?" }).getByRole("button", { name: "Publish" }).waitFor();
    await page.keyboard.press("Enter");
    await isTold(page, "Version 1 is published");

    await api("POST", "sessions", { json: { tree_id: id } });
    await retitle(api, id, { vlan: "Set the voice VLAN" });
    await page.reload();
    await page.getByRole("button", { name: "Publish version 2" }).click();
    const dialog = page.getByRole("dialog", { name: "Publish version 2?" });
    await dialog.getByText("One run that is open stays on the version it began with.").waitFor();
    await dialog.getByRole("list", { name: "What has changed" }).getByRole("heading", { name: "Set the voice VLAN" }).waitFor();
    // Somebody saves another version before it is published.
    await retitle(api, id, { call: "Call our vendor" });
    await dialog.getByRole("button", { name: "Publish" }).click();
    const again = page.getByRole("dialog", { name: "Publish version 3?" });
    await again.getByText("Somebody saved a newer version meanwhile.").waitFor();
    await again.getByRole("heading", { name: "Call our vendor" }).waitFor();
    await again.getByRole("button", { name: "Publish" }).click();
    await isTold(page, "Version 3 is published");
  });

  scene("what blocks publishing is said in the same place, also in the editor", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    const { id } = await api("POST", "trees", { json: SWITCH });
    await retitle(api, id, { vlan: "" });
    await page.goto(`/flows/${id}/edit`);
    await page.getByRole("button", { name: "Publish" }).click();
    const dialog = page.getByRole("dialog", { name: "Not ready to publish" });
    await dialog.getByRole("link", { name: "Mend in the editor" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.waitForURL(/node=vlan/);
  });
});
