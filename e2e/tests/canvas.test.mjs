import assert from "node:assert/strict";
import { look } from "../lib/look.mjs";
import { apiAs, register } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";
import { canvas, card, drag, middleOf } from "../pages/canvas.mjs";

/**
 * The flow that is drawn by keys and by mouse: 12 nodes, a loop and two variables. Each line a node with where it leads.
 * @type {readonly (readonly [string, string, Record<string, string>?])[]}
 */
const FLOW = [
  ["Decision", "Is {{port}} up?", { Yes: "Does {{device}} answer?", No: "Plug the cable in" }],
  ["Decision", "Does {{device}} answer?", { Yes: "It works", No: "Reboot {{device}}" }],
  ["Solution", "It works"],
  ["Action", "Reboot {{device}}", { "": "Does it answer now?" }],
  ["Decision", "Does it answer now?", { Yes: "It works again", No: "Change the device" }],
  ["Solution", "It works again"],
  ["Solution", "Change the device"],
  ["Action", "Plug the cable in", { "": "Does the light come on?" }],
  ["Decision", "Does the light come on?", { Yes: "Is {{port}} up?", No: "Try another cable" }],
  ["Action", "Try another cable", { "": "Does the other one work?" }],
  ["Decision", "Does the other one work?", { Yes: "The cable was broken", No: "Change the device" }],
  ["Solution", "The cable was broken"],
];

/** What a flow says, as in `FLOW`. @param {any} document */
function told({ nodes, root }) {
  const title = (/** @type {string} */ id) => nodes.find((/** @type {any} */ node) => node.id === id)?.title;
  const lines = nodes.map((/** @type {any} */ { type, title: own, options, next }) => {
    const ways = options ? options.map((/** @type {any} */ { label, to }) => [label, title(to)]) : next ? [["", title(next)]] : [];
    return [own, type, ...ways.map((/** @type {string[]} */ way) => way.join(" → "))];
  });
  return { root: title(root), lines: lines.sort() };
}

const WANTED = {
  root: "Is {{port}} up?",
  lines: FLOW.map(([type, title, ways = {}]) => [
    title,
    type.toLowerCase(),
    ...Object.entries(ways).map(([label, to]) => `${label} → ${to}`),
  ]).sort(),
};

const EMPTY = { name: "Port", tree_type: "troubleshooting", tree_structure: { schema: 1, kind: "troubleshooting", nodes: [] } };

const LADDER = {
  name: "Lamp",
  tree_type: "troubleshooting",
  tree_structure: {
    schema: 1,
    kind: "troubleshooting",
    root: "on",
    nodes: [
      { id: "on", type: "decision", title: "Is the lamp on?", options: [{ id: "yes", label: "Yes", to: "fine" }, { id: "no", label: "No", to: "switch" }] },
      { id: "fine", type: "solution", title: "The lamp works" },
      { id: "switch", type: "action", title: "Switch it on", next: "wait" },
      { id: "wait", type: "action", title: "Wait a second", next: "on", commands: [{ command: "sleep 1" }] },
    ],
  },
};

/** The same where everything has its place, and stays there. */
const PLACED = {
  ...LADDER,
  tree_structure: {
    ...LADDER.tree_structure,
    canvas: { positions: { on: { x: 240, y: 0 }, fine: { x: 0, y: 120 }, switch: { x: 480, y: 120 }, wait: { x: 480, y: 360 } } },
  },
};

/**
 * Somebody who edits a new flow.
 * @param {import("../lib/scenes.mjs").Stage} stage
 * @param {any} flow
 */
async function editing({ server, visitor }, flow) {
  const { page, context } = await visitor();
  const api = await apiAs(server, await register({ context }));
  const { id } = await api("POST", "trees", { json: flow });
  const open = async () => {
    await page.goto(`/flows/${id}/edit`);
    await canvas(page).waitFor();
  };
  await open();
  const saved = async () => {
    await page.keyboard.press("Control+s");
    await page.getByText("Saved", { exact: true }).waitFor();
    return (await api("GET", `trees/${id}`)).tree_structure;
  };
  return { page, api, id, saved, open };
}

/** A card by its title. @param {import("playwright-core").Page} page @param {string} title */
const titled = (page, title) => card(page, new RegExp(`^[A-Z][a-z]+: ${title.replaceAll(/[{}?.]/g, "\\$&")}(\\.|$)`));

scenes("the canvas", (scene) => {
  scene("draws a flow of twelve steps with a loop and two variables by keyboard alone", async (stage) => {
    const { page, api, id, saved } = await editing(stage, EMPTY);
    const { keyboard } = page;
    const form = page.getByRole("region", { name: "Step" });

    /** Writes the title of the step that was just added, and goes back to the canvas. @param {string} title */
    const write = async (title) => {
      await form.getByLabel(/^(Title|Question)$/).and(form.locator(":focus")).waitFor();
      await keyboard.type(title);
      await keyboard.press("Escape");
      await titled(page, title).waitFor();
    };
    /** Adds a step of a type by the next way on that leads nowhere yet. @param {string} type @param {string} title */
    const add = async (type, title) => {
      await keyboard.press("n");
      await page.locator("[role=menu]:focus, [role=menu] :focus").waitFor();
      await keyboard.type(type.slice(0, 3));
      await page.getByRole("menuitem", { name: type }).and(page.locator(":focus")).waitFor();
      await keyboard.press("Enter");
      await write(title);
    };
    /** Leads a way of the chosen step to another. @param {string} way @param {string} title */
    const connect = async (way, title) => {
      await keyboard.press("l");
      await page.getByRole("dialog", { name: "Which way on?" }).waitFor();
      await keyboard.type(way);
      await keyboard.press("Enter");
      await page.getByRole("dialog", { name: "Where does" }).waitFor();
      await keyboard.type(title);
      await keyboard.press("Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    };

    await keyboard.press("c");
    await keyboard.press("a");
    await write("Is {{port}} up?");
    await add("Decision", "Does {{device}} answer?");
    await add("Solution", "It works");
    await keyboard.press("ArrowUp");
    await add("Action", "Reboot {{device}}");
    await add("Decision", "Does it answer now?");
    await add("Solution", "It works again");
    await keyboard.press("ArrowUp");
    await add("Solution", "Change the device");
    await keyboard.press("Home");
    await add("Action", "Plug the cable in");
    await add("Decision", "Does the light come on?");
    await connect("Yes", "Is port up");
    await add("Action", "Try another cable");
    await add("Decision", "Does the other one work?");
    await add("Solution", "The cable was broken");
    await keyboard.press("ArrowUp");
    await connect("No", "Change the device");
    await page.getByText("Connected “Does the other one work?” to “Change the device”").waitFor();

    await page.getByRole("button", { name: /^Findings: 3 errors/ }).waitFor();

    // From one finding to the next, also out of the field in which each is mended.
    await keyboard.press("F8");
    await form.locator(":focus").waitFor();
    const first = await form.getByLabel(/^(Title|Question)$/).inputValue();
    await keyboard.press("F8");
    const chosen = page.getByRole("tree", { name: "Outline" }).getByRole("treeitem", { selected: true });
    await chosen.filter({ hasNotText: first }).waitFor();
    await keyboard.press("Escape");

    // What is asked of whoever runs it.
    await keyboard.press("f");
    for (const name of ["port", "device"]) {
      const ask = page.getByRole("button", { name: `Ask for ${name}` }).first();
      await ask.focus();
      await keyboard.press("Enter");
      await ask.waitFor({ state: "detached" });
    }
    const document = await saved();
    assert.deepEqual(told(document), WANTED);
    assert.deepEqual(document.intake.map((/** @type {any} */ { name }) => name), ["port", "device"]);
    assert.equal(document.canvas, undefined, "what is arranged by itself is no change of the flow");
    await publish(page, api, id, async () => {
      await keyboard.press("Escape");
      await keyboard.press("Shift+P");
    });
  });

  scene("draws the same flow by mouse", async (stage) => {
    const { page, api, id, saved } = await editing(stage, EMPTY);
    await page.getByRole("group", { name: "Show" }).getByText("Canvas", { exact: true }).click();
    const frame = await canvas(page).boundingBox();
    if (!frame) throw new Error("there is no canvas");
    /** A place of a grid on the canvas. @param {number} column @param {number} row */
    const at = (column, row) => ({ x: frame.x + 120 + column * 200, y: frame.y + 80 + row * 105 });
    const form = page.getByRole("region", { name: "Step" });
    /** Picks the type of the step that is offered, and writes its title. @param {string} type @param {string} title */
    const create = async (type, title) => {
      await page.getByRole("menuitem", { name: type }).click();
      await form.getByLabel(/^(Title|Question)$/).and(form.locator(":focus")).waitFor();
      await page.keyboard.type(title);
      await titled(page, title).waitFor();
    };
    /** Where a line begins. @param {string} title @param {string} answer */
    const way = (title, answer) =>
      middleOf(titled(page, title).getByTitle(answer === "" ? /^Leads nowhere yet/ : new RegExp(`^“${answer}” leads nowhere yet`)));
    /** Draws a line to a free place, where a new step comes to lie. @param {[string, string]} from @param {[number, number]} to @param {string} type @param {string} title */
    const draw = async ([from, answer], [column, row], type, title) => {
      await drag(page, await way(from, answer), at(column, row));
      await create(type, title);
    };
    /** Draws a line to a step that is there. @param {[string, string]} from @param {string} to */
    const join = async ([from, answer], to) => drag(page, await way(from, answer), await middleOf(titled(page, to)));

    await page.mouse.dblclick(at(1, 3).x, at(1, 3).y);
    await create("Decision", "Is {{port}} up?");
    for (const _ of [1, 2]) await page.getByRole("button", { name: "Zoom out" }).click();
    await drag(page, await middleOf(titled(page, "Is {{port}} up?")), at(1, 0));
    await draw(["Is {{port}} up?", "Yes"], [0, 1], "Decision", "Does {{device}} answer?");
    await draw(["Does {{device}} answer?", "Yes"], [0, 2], "Solution", "It works");
    await draw(["Does {{device}} answer?", "No"], [1, 2], "Action", "Reboot {{device}}");
    await draw(["Reboot {{device}}", ""], [1, 3], "Decision", "Does it answer now?");
    await draw(["Does it answer now?", "Yes"], [0, 4], "Solution", "It works again");
    await draw(["Does it answer now?", "No"], [1, 4], "Solution", "Change the device");
    await draw(["Is {{port}} up?", "No"], [3, 1], "Action", "Plug the cable in");
    await draw(["Plug the cable in", ""], [3, 2], "Decision", "Does the light come on?");
    await join(["Does the light come on?", "Yes"], "Is {{port}} up?");
    await draw(["Does the light come on?", "No"], [3, 3], "Action", "Try another cable");
    await draw(["Try another cable", ""], [3, 4], "Decision", "Does the other one work?");
    await draw(["Does the other one work?", "Yes"], [3, 6], "Solution", "The cable was broken");
    await join(["Does the other one work?", "No"], "Change the device");

    await page.getByRole("button", { name: /^Findings/ }).click();
    for (const name of ["port", "device"]) {
      const ask = page.getByRole("button", { name: `Ask for ${name}` }).first();
      await ask.click();
      await ask.waitFor({ state: "detached" });
    }
    const document = await saved();
    assert.deepEqual(told(document), WANTED);
    assert.equal(Object.keys(document.canvas.positions).length, 12, "what somebody has put somewhere stays there");
    await publish(page, api, id, () => page.getByRole("button", { name: "Publish" }).click());
  });

  scene("deletes, moves and arranges several steps, each as one thing to undo", async (stage) => {
    const { page, saved } = await editing(stage, LADDER);
    const { keyboard } = page;
    const titles = async () => (await saved()).nodes.map((/** @type {any} */ { title }) => title).sort();
    await titled(page, "Wait a second").click();
    await keyboard.press("Control+ArrowRight");
    await keyboard.press("Control+ArrowDown");
    const moved = await saved();
    assert.equal(Object.keys(moved.canvas.positions).length, 4);
    await titled(page, "Switch it on").click({ modifiers: ["Control"] });
    await page.getByRole("heading", { name: "2 steps chosen" }).waitFor();
    await keyboard.press("Delete");
    await page.getByText("Deleted 2 steps").waitFor();
    assert.deepEqual(await titles(), ["Is the lamp on?", "The lamp works"]);
    await keyboard.press("Control+z");
    await page.getByRole("heading", { name: "2 steps chosen" }).waitFor();
    assert.deepEqual(await saved(), moved);

    // All of it is arranged anew: nothing has a place of its own any more, and has again when that is undone.
    await titled(page, "The lamp works").click();
    await keyboard.press("r");
    await page.getByText("Arranged 4 steps").waitFor();
    assert.equal((await saved()).canvas, undefined);
    await keyboard.press("Control+z");
    assert.deepEqual((await saved()).canvas, moved.canvas);

    // A box around everything chooses everything.
    const frame = await canvas(page).boundingBox();
    if (!frame) throw new Error("there is no canvas");
    await keyboard.press("0");
    await keyboard.down("Shift");
    await drag(page, { x: frame.x + 8, y: frame.y + 60 }, { x: frame.x + frame.width - 8, y: frame.y + frame.height - 8 });
    await keyboard.up("Shift");
    await page.getByRole("heading", { name: "4 steps chosen" }).waitFor();
    await look(page, "canvas-several-chosen");
  });

  scene("chooses several steps and leads a line elsewhere by keys, with and without the outline", async (stage) => {
    const { page, saved } = await editing(stage, LADDER);
    const { keyboard } = page;
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await keyboard.press("c");
    // While the cards are where they were drawn at first: after an edit they move.
    await keyboard.press("Home");
    await keyboard.press("Shift+ArrowDown");
    await page.getByRole("heading", { name: "2 steps chosen" }).waitFor();
    await keyboard.press("Space");
    await page.getByRole("heading", { name: "1 step chosen" }).waitFor();
    await keyboard.press("Shift+ArrowRight");
    await page.getByRole("heading", { name: "2 steps chosen" }).waitFor();
    await keyboard.press("Escape");
    await keyboard.press("Home");
    await keyboard.press("w");
    await keyboard.press("w");
    await page.getByText("Connection 2 of 2").waitFor();
    await keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Where does" }).waitFor();
    await keyboard.type("Wait");
    await keyboard.press("Enter");
    await page.getByText("Now leads from “Is the lamp on?” to “Wait a second”").waitFor();
    assert.equal((await saved()).nodes[0].options[1].to, "wait");
    await keyboard.press("F9");
    await page.getByText("Connection 1 of 2").waitFor();
    await keyboard.press("Delete");
    await page.getByText("Connection deleted").waitFor();
    assert.equal((await saved()).nodes[0].options[0].to, undefined);
    await keyboard.press("Control+z");
    await keyboard.press("Control+z");

    // Findings take the outline's place: the form is left for the canvas, and the outline comes back when it is asked for.
    await keyboard.press("o");
    await keyboard.press("f");
    await page.getByRole("complementary", { name: "Findings" }).waitFor();
    await keyboard.press("e");
    await page.getByRole("region", { name: "Step" }).locator(":focus").waitFor();
    await keyboard.press("Escape");
    assert.equal(await focused(), "Canvas");
    await keyboard.press("o");
    await page.getByRole("tree", { name: "Outline" }).and(page.locator(":focus")).waitFor();

    // Answers that only jump are passed over, and one that moves says where to.
    await keyboard.press("Home");
    for (const _ of [1, 2, 3, 4]) await keyboard.press("Shift+ArrowDown");
    await page.getByRole("heading", { name: "4 steps chosen" }).waitFor();
    await page.getByRole("treeitem", { name: /The lamp works/ }).click();
    await page.getByRole("tree", { name: "Outline" }).focus();
    await keyboard.press("Alt+ArrowDown");
    await page.getByText("“Yes” is now 2 of 2").waitFor();

    // One stop of Tab, and the parts of the page by F6.
    await keyboard.press("F6");
    assert.equal(await focused(), "Canvas");
    await keyboard.press("Tab");
    assert.notEqual(await focused(), "Canvas");
    await keyboard.press("Shift+F6");
    await page.getByRole("tree", { name: "Outline" }).and(page.locator(":focus")).waitFor();

    // A row that is deleted leaves the focus to its neighbour.
    await keyboard.press("Home");
    await keyboard.press("ArrowDown");
    await keyboard.press("e");
    await page.getByRole("button", { name: "More for answer 2" }).press("Enter");
    await page.getByRole("menuitem", { name: "Delete the answer" }).press("Enter");
    await page.getByRole("button", { name: "More for answer 1" }).and(page.locator(":focus")).waitFor();

    // Neither what is asked for, nor a copy, nor a deleted step or the outline itself takes the focus away with it.
    await page.getByRole("button", { name: "Commands" }).press("Enter");
    await page.getByRole("button", { name: "Add command" }).and(page.locator(":focus")).waitFor();
    await page.getByRole("button", { name: "Duplicate the step" }).press("Enter");
    await page.getByRole("tree", { name: "Outline" }).and(page.locator(":focus")).waitFor();
    await page.getByRole("region", { name: "Step" }).getByRole("button", { name: "Delete the step" }).press("Enter");
    await page.getByRole("tree", { name: "Outline" }).and(page.locator(":focus")).waitFor();
    await keyboard.press("f");
    await page.getByRole("complementary", { name: "Findings" }).locator(":focus").waitFor();
    await keyboard.press("f");
    await page.getByRole("tree", { name: "Outline" }).and(page.locator(":focus")).waitFor();
  });

  scene("takes types from the palette into a line, onto a step and to a free place", async (stage) => {
    const { page, saved } = await editing(stage, PLACED);
    const type = (/** @type {string} */ name) => middleOf(canvas(page).locator(`[data-type=${name}]`));
    const write = async (/** @type {string} */ title) => {
      await page.getByRole("region", { name: "Step" }).getByLabel(/^(Title|Question)$/).and(page.locator(":focus")).waitFor();
      await page.keyboard.type(title);
      await titled(page, title).waitFor();
    };
    const [upper, lower] = [await middleOf(titled(page, "Switch it on")), await middleOf(titled(page, "Wait a second"))];
    await drag(page, await type("action"), { x: lower.x, y: (upper.y + lower.y) / 2 });
    await write("Screw it in");
    await drag(page, await type("solution"), await middleOf(titled(page, "Is the lamp on?")));
    await write("Buy a lamp");
    const { nodes } = await saved();
    const by = (/** @type {string} */ title) => nodes.find((/** @type {any} */ node) => node.title === title);
    assert.deepEqual([by("Switch it on").next, by("Screw it in").next], [by("Screw it in").id, "wait"]);
    assert.equal(by("Is the lamp on?").options[2].to, by("Buy a lamp").id);

    // Let go beside the canvas it is nothing.
    const frame = await canvas(page).boundingBox();
    if (!frame) throw new Error("there is no canvas");
    await drag(page, await type("action"), { x: frame.x - 60, y: frame.y + 300 });
    await drag(page, await type("action"), { x: frame.x + 60, y: frame.y + frame.height - 200 });
    await write("Lie around");
    const document = await saved();
    assert.equal(document.nodes.length, 7);
    assert.ok(document.canvas.positions[document.nodes[6].id]);
  });

  scene("copies steps to another flow, and searches in it", async (stage) => {
    const { page, api } = await editing(stage, LADDER);
    const { keyboard } = page;
    const other = await api("POST", "trees", { json: { ...EMPTY, name: "Other" } });
    await page.getByRole("tree", { name: "Outline" }).focus();
    await keyboard.press("c");
    await keyboard.press("Control+a");
    await page.getByRole("heading", { name: "4 steps chosen" }).waitFor();
    await keyboard.press("Control+c");
    await page.getByText("Copied 4 steps").waitFor();

    await page.goto(`/flows/${other.id}/edit`);
    await page.getByText("Nothing here yet").waitFor();
    await keyboard.press("c");
    await keyboard.press("Control+v");
    await page.getByText("Pasted 4 steps").waitFor();
    await page.keyboard.press("Control+s");
    await page.getByText("Saved", { exact: true }).waitFor();
    const { tree_structure: pasted } = await api("GET", `trees/${other.id}`);
    assert.deepEqual(told(pasted), told(LADDER.tree_structure));
    assert.deepEqual(
      pasted.nodes.filter((/** @type {any} */ { id }) => LADDER.tree_structure.nodes.some((node) => node.id === id)),
      [],
      "the copies have ids of their own",
    );

    // What is no step is not pasted, and does nothing.
    await page.evaluate(() => navigator.clipboard.writeText("sudo reboot"));
    await keyboard.press("Control+v");

    await keyboard.press("Control+f");
    await page.getByRole("searchbox", { name: "Search in the flow" }).fill("lamp");
    await page.getByText("1 of 2").waitFor();
    await keyboard.press("Enter");
    await page.getByText("2 of 2").waitFor();
    await page.getByRole("tree", { name: "Outline" }).getByRole("treeitem", { name: /The lamp works/, selected: true }).waitFor();
    await page.getByRole("searchbox", { name: "Search in the flow" }).fill("SLEEP");
    await page.getByText("1 of 1").waitFor();
    await page.getByRole("tree", { name: "Outline" }).getByRole("treeitem", { name: /Wait a second/, selected: true }).waitFor();
    await look(page, "canvas-search");
    await keyboard.press("Escape");
    await page.getByRole("search").waitFor({ state: "detached" });
    assert.equal(told(pasted).lines.length, (await api("GET", `trees/${other.id}`)).tree_structure.nodes.length);
  });
});

/**
 * @param {import("playwright-core").Page} page
 * @param {Awaited<ReturnType<typeof apiAs>>} api
 * @param {string} id
 * @param {() => Promise<void>} press
 */
async function publish(page, api, id, press) {
  await press();
  const sure = page.getByRole("dialog", { name: /^Publish version/ }).getByRole("button", { name: "Publish", exact: true });
  await sure.focus();
  await page.keyboard.press("Enter");
  await page.getByText("Published", { exact: true }).first().waitFor();
  assert.equal((await api("GET", `trees/${id}`)).status, "published");
}
