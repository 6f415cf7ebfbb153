import assert from "node:assert/strict";
import { atEditor } from "../lib/editing.mjs";
import { look } from "../lib/look.mjs";
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
    await page.getByRole("region", { name: "Outline" }).getByRole("button", { name: "Add the first step" }).click();
    await page.getByRole("treeitem", { name: /Objective/ }).waitFor();
    const form = page.getByRole("region", { name: "Step", exact: true });
    await keyboard.type("Halve the calls about VPN");
    const says = page.getByRole("region", { name: "What the objective says" });
    for (const field of ["Core why", "Desired outcome", "Metric", "Target", "Deadline"]) {
      await says.getByLabel(field).fill(`The ${field.toLowerCase()}`);
    }
    await form.getByText("All filled in").first().waitFor();
    await keyboard.press("Escape");
    await keyboard.press("a");
    await keyboard.type("A better message");
    await page.getByLabel("Type").selectOption("Experiment");
    await form.getByText("0 of 3 filled in").first().waitFor();
    await page.getByRole("button", { name: "Hypothesis" }).click();
    await keyboard.type("Half of the callers read it");
    await form.getByText("1 of 3 filled in").first().waitFor();
    const outline = page.getByRole("region", { name: "Outline" });
    await outline.getByText("How much of the flow is filled in:").waitFor();
    await outline.getByText("75%", { exact: true }).waitFor();
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

  scene("a procedure of three sections is written from nothing, sorted and published", async (stage) => {
    const empty = { name: "Replace the fan", tree_type: "procedural", tree_structure: { kind: "procedural", nodes: [] } };
    const { page, saved } = await atEditor(stage, empty);
    const { keyboard } = page;
    await page.getByRole("region", { name: "Outline" }).getByRole("button", { name: "Add the first step" }).click();
    await keyboard.type("Unplug the device");
    // Sections, and steps in them, one after the other.
    await page.getByLabel("Add a section").focus();
    for (const title of ["Prepare", "Do it", "Check"]) {
      await keyboard.type(title);
      await keyboard.press("Enter");
    }
    const row = (/** @type {string | RegExp} */ name) => page.getByRole("treeitem", { name });
    await row(/Section: Check/).waitFor();
    await page.getByLabel("Add a step").nth(1).focus();
    for (const title of ["Take out the old fan", "Put in the new one"]) {
      await keyboard.type(title);
      await keyboard.press("Enter");
    }
    await page.getByLabel("Add a step").nth(2).fill("Listen");
    await keyboard.press("Enter");
    await row(/Listen/).waitFor();
    const order = async () => (await saved()).tree_structure.nodes.map((/** @type {any} */ { title }) => title).join(", ");
    assert.equal(await order(), "Unplug the device, Prepare, Do it, Take out the old fan, Put in the new one, Check, Listen");

    // A step into its section; two steps together; a section with its steps. All of it is said.
    await row(/Unplug/).click();
    await keyboard.press("Alt+ArrowDown");
    await page.getByText("“Unplug the device” is now step 1, in “Prepare”").waitFor({ state: "attached" });
    await row(/Take out/).click();
    await keyboard.press("Shift+ArrowDown");
    await keyboard.press("Alt+ArrowUp");
    await page.getByText("in “Prepare”").waitFor({ state: "attached" });
    assert.equal(await order(), "Prepare, Unplug the device, Take out the old fan, Put in the new one, Do it, Check, Listen");
    await keyboard.press("Alt+ArrowDown");
    await row(/Section: Check/).click();
    await keyboard.press("Alt+ArrowUp");
    await page.getByText("The section “Check” is now 2 of 3").waitFor({ state: "attached" });
    assert.equal(await order(), "Prepare, Unplug the device, Check, Listen, Do it, Take out the old fan, Put in the new one");
    await keyboard.press("Alt+ArrowDown");
    await page.getByText("The section “Check” is now 3 of 3").waitFor({ state: "attached" });
    await keyboard.press("ArrowLeft");
    await row(/Listen/).waitFor({ state: "detached" });
    await keyboard.press("ArrowRight");
    await row(/Listen/).waitFor();

    // By the pointer.
    const box = async (/** @type {RegExp} */ name) => (await row(name).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await row(/Put in/).hover();
    const handle = await page.getByTitle("Drag “Put in the new one” to move it").boundingBox();
    assert.ok(handle);
    await page.mouse.move(handle.x + 4, handle.y + handle.height / 2);
    await page.mouse.down();
    const target = await box(/Unplug/);
    await page.mouse.move(target.x + 40, target.y + 30, { steps: 4 });
    await page.mouse.move(target.x + 40, target.y + 4, { steps: 4 });
    await page.mouse.up();
    await page.getByText("“Put in the new one” is now step 1, in “Prepare”").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Undo" }).click();

    // A heading goes with its section or alone. The way back is offered until something else is done.
    const removeCheck = async (/** @type {string} */ choice) => {
      await row(/Section: Check/).click();
      await keyboard.press("Delete");
      await page.getByRole("dialog", { name: "Delete “Check”?" }).getByRole("button", { name: choice }).click();
      await row(/Section: Check/).waitFor({ state: "detached" });
    };
    const notes = page.getByRole("region", { name: "Notifications" });
    await removeCheck("The heading and 1 step under it");
    assert.equal(await row(/Listen/).count(), 0);
    await notes.getByRole("button", { name: "Undo" }).click();
    await row(/Listen/).waitFor();
    await notes.getByText("Deleted").waitFor({ state: "detached" });
    await removeCheck("Only the heading");
    await row(/Listen/).click();
    await notes.getByText("Deleted").waitFor();
    await keyboard.press("d");
    await notes.getByText("Deleted").waitFor({ state: "detached" });
    for (const _ of ["the copy", "the deletion"]) await keyboard.press("Control+z");
    await row(/Section: Check/).waitFor();

    // Who finds a step in the library. What goes as the flow does says nothing.
    const libraryOf = async (/** @type {RegExp} */ name, /** @type {string[]} */ ...choices) => {
      await row(name).click();
      await page.getByText("More options").click();
      for (const choice of choices) await page.getByLabel("Library visibility").selectOption(choice);
    };
    await libraryOf(/Take out/, "Public");
    await libraryOf(/Put in/, "Team only", "Inherit from flow");
    await look(page, "editor-checklist", { whole: false });
    const { tree_structure } = await saved();
    const { nodes } = tree_structure;
    assert.equal(
      nodes.map((/** @type {any} */ { title }) => title).join(", "),
      "Prepare, Unplug the device, Do it, Take out the old fan, Put in the new one, Check, Listen",
    );
    assert.equal(nodes[3].library_visibility, "public");
    assert.ok(!("library_visibility" in nodes[4]));
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByRole("dialog", { name: /^Publish version/ }).getByRole("button", { name: "Publish" }).click();
    await page.getByText("is published").waitFor();
    assert.equal((await saved()).status, "published");
  });

  scene("who deletes a question says what becomes of what is behind it", async (stage) => {
    const { page, saved } = await atEditor(stage, PORT, "?node=up");
    const { keyboard } = page;
    const dialog = page.getByRole("dialog", { name: "Delete “Is port {{port}} up?”?" });
    const remove = async (/** @type {string} */ choice) => {
      await page.getByRole("treeitem", { name: /Is port/ }).click();
      await keyboard.press("Delete");
      await dialog.getByRole("button", { name: choice }).press("Enter");
      await dialog.waitFor({ state: "detached" });
      const { tree_structure } = await saved();
      await keyboard.press("Control+z");
      await page.getByRole("treeitem", { name: /Is port/ }).waitFor();
      return tree_structure.nodes.map((/** @type {any} */ { id }) => id);
    };
    // An action leads on one way only: there is nothing to attach two answers to.
    assert.deepEqual(await remove("Only this; leave what is behind unconnected"), ["look", "fine", "reseat"]);
    assert.deepEqual(await remove("This and 2 steps behind it"), ["look"]);
  });
});
