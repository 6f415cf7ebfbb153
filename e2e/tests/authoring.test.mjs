import assert from "node:assert/strict";
import { look } from "../lib/look.mjs";
import { apiAs, register } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";

const PORT = {
  name: "Port",
  tree_type: "troubleshooting",
  tree_structure: {
    schema: 1,
    kind: "troubleshooting",
    root: "look",
    nodes: [
      { id: "look", type: "action", title: "Look at the port", next: "up" },
      { id: "up", type: "decision", title: "Is port {{port}} up?", options: [{ id: "yes", label: "Yes", to: "fine" }, { id: "no", label: "No", to: "reseat" }] },
      { id: "fine", type: "solution", title: "Port {{port}} is fine" },
      { id: "reseat", type: "solution", title: "Reseat the cable" },
    ],
    intake: [{ name: "port", label: "Which port?", type: "text", required: true, deferred: true }],
  },
};

/**
 * A visitor at the editor of a flow that was made by the API.
 * @param {import("../lib/scenes.mjs").Stage} stage
 * @param {any} flow
 * @param {string} [search]
 */
async function atEditor({ server, visitor }, flow, search = "") {
  const { page, context } = await visitor();
  const api = await apiAs(server, await register({ context }));
  const { id } = await api("POST", "trees", { json: flow });
  await page.goto(`/flows/${id}/edit${search}`);
  await page.getByRole("button", { name: "Publish" }).waitFor();
  const saved = async () => {
    await page.keyboard.press("Control+s");
    await page.getByText("Saved", { exact: true }).waitFor();
    return api("GET", `trees/${id}`);
  };
  return { page, api, id, saved };
}

scenes("writing flows", (scene) => {
  scene("variables are completed by keyboard, also new ones", async (stage) => {
    const { page, saved } = await atEditor(stage, PORT, "?node=look");
    const { keyboard } = page;
    const box = page.getByLabel("Description");
    await box.focus();
    await keyboard.type("Find {{");
    await page.getByRole("option", { name: /port/ }).waitFor();
    await keyboard.type("po");
    await keyboard.press("Enter");
    assert.equal(await box.inputValue(), "Find {{port}}");
    await keyboard.type(" on {{switch");
    await page.getByRole("option", { name: "New variable switch" }).waitFor();
    await look(page, "editor-variables", { whole: false });
    await keyboard.press("Tab");
    await keyboard.type(".");
    assert.equal(await box.inputValue(), "Find {{port}} on {{switch}}.");
    // Escape closes the list and nothing else.
    await keyboard.type(" {{");
    await page.getByRole("listbox", { name: "Variables" }).waitFor();
    await keyboard.press("Escape");
    await page.getByRole("listbox", { name: "Variables" }).waitFor({ state: "detached" });
    for (const _ of " {{") await keyboard.press("Backspace");
    // The next keys go on where the completed text ended, in a line as well as in a text.
    await page.getByRole("button", { name: "Add command" }).click();
    await keyboard.type("show {{po");
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowUp");
    await keyboard.press("Enter");
    const { tree_structure, findings } = await saved();
    assert.equal(tree_structure.nodes[0].description, "Find {{port}} on {{switch}}.");
    assert.equal(tree_structure.nodes[0].commands[0].command, "show {{port}}");
    assert.deepEqual(tree_structure.intake.map((/** @type {any} */ { name }) => name), ["port", "switch"]);
    assert.ok(!findings.some((/** @type {any} */ { code }) => code === "undeclared_variable"));
  });

  scene("a draft is tried from any step, and nothing of it is recorded", async (stage) => {
    const { page, api, id } = await atEditor(stage, PORT, "?node=up");
    const { keyboard } = page;
    await page.getByLabel("Question").fill("Is {{port}} up?");
    await keyboard.press("Escape");
    await keyboard.press("p");
    const preview = page.getByRole("dialog", { name: "Preview" });
    await preview.getByText("Nothing is recorded.").waitFor();
    await look(page, "editor-preview", { whole: false });
    // What the step needs is asked for; then it is answered by key, as in a run.
    await preview.getByLabel("Which port?").fill("Gi1/0/7");
    await keyboard.press("Enter");
    await preview.getByRole("heading", { name: "Is Gi1/0/7 up?" }).waitFor();
    await keyboard.press("1");
    await preview.getByRole("heading", { name: "Port Gi1/0/7 is fine" }).waitFor();
    await keyboard.press("b");
    await preview.getByRole("heading", { name: "Is Gi1/0/7 up?" }).waitFor();
    await preview.getByRole("button", { name: /No/ }).click();
    await preview.getByRole("heading", { name: "Reseat the cable" }).waitFor();
    await preview.getByRole("button", { name: "Edit this step" }).click();
    await preview.waitFor({ state: "detached" });
    assert.equal(await page.getByLabel("Title").inputValue(), "Reseat the cable");
    // From the start by the bar.
    await page.getByRole("button", { name: "Try it" }).click();
    await preview.getByRole("heading", { name: "Look at the port" }).waitFor();
    await keyboard.press("d");
    await preview.getByRole("heading", { name: "Is Which port? up?" }).waitFor();
    await keyboard.press("Escape");
    await preview.waitFor({ state: "detached" });
    assert.deepEqual((await api("GET", "sessions")).items, []);
    assert.equal((await api("GET", `trees/${id}`)).usage_count, 0);
  });

  scene("an impact tree is filled in to three quarters, and says so everywhere", async (stage) => {
    const empty = { name: "Fewer calls", tree_type: "impact", tree_structure: { kind: "impact", nodes: [] } };
    const { page, id, saved } = await atEditor(stage, empty);
    const { keyboard } = page;
    await page.getByRole("button", { name: "Add the first step" }).click();
    await page.getByRole("treeitem", { name: /Objective/ }).waitFor();
    await keyboard.type("Halve the calls about VPN");
    const says = page.getByRole("region", { name: "What the objective says" });
    for (const field of ["Core why", "Desired outcome", "Metric", "Target", "Deadline"]) {
      await says.getByLabel(field).fill(`The ${field.toLowerCase()}`);
    }
    await page.getByText("All filled in").first().waitFor();
    await keyboard.press("Escape");
    await keyboard.press("a");
    await keyboard.type("A better message");
    await page.getByLabel("Type").selectOption("Experiment");
    await page.getByText("0 of 3 filled in").first().waitFor();
    await page.getByRole("button", { name: "Hypothesis" }).click();
    await keyboard.type("Half of the callers read it");
    await page.getByText("1 of 3 filled in").first().waitFor();
    await page.getByRole("progressbar", { name: "How much of the flow is filled in" }).first().waitFor();
    await page.getByText("75%", { exact: true }).first().waitFor();
    await look(page, "editor-impact", { whole: false });

    const { completion } = await saved();
    assert.equal(completion.completion_rate, 0.75);
    assert.deepEqual(completion.nodes.map((/** @type {any} */ { status }) => status), ["complete", "partial"]);
    // By section, as the server has it.
    await page.getByRole("treeitem", { name: "About this flow" }).click();
    const card = page.getByRole("region", { name: "Filled in" });
    assert.equal(await card.getByRole("button").count(), completion.sections.length);
    await page.goto(`/flows/${id}`);
    await page.getByText("75%", { exact: true }).first().waitFor();
  });
});
