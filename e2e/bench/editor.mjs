/**
 * How long a flow of 1 000 steps takes to open in the editor, how smoothly a card is dragged, how long a save takes.
 * A measurement and no test: figures depend on the machine, so it prints them and judges nothing.
 */
import { apiAs, register } from "../lib/person.mjs";
import { startServer } from "../lib/server.mjs";
import { closeBrowser, DESK, Visitor } from "../lib/visitor.mjs";

const NODES = 1_000;
const ROUNDS = 5;
/** In the midst of it: beside the first step of so wide a flow there is nothing to be seen. */
const AT = "n200";

/** A flow of questions that branch in two and come together now and then. @param {boolean} isPlaced */
function flowOf(isPlaced) {
  const nodes = Array.from({ length: NODES }, (_, n) => {
    const [yes, no] = [2 * n + 1, 2 * n + 2].map((to) => (to < NODES ? `n${to}` : "n0"));
    return n < NODES / 2
      ? { id: `n${n}`, type: "decision", title: `Is port ${n} of the switch up?`, options: [{ id: "y", label: "Yes", to: yes }, { id: "n", label: "No", to: no }] }
      : { id: `n${n}`, type: "solution", title: `Port ${n} works`, description: "Close the ticket.", expected_outcome: "The light is green." };
  });
  const row = (/** @type {number} */ n) => Math.floor(Math.log2(n + 1));
  const place = (/** @type {number} */ n) => ({ x: (n + 1 - 2 ** row(n)) * 260, y: row(n) * 140 });
  const canvas = { positions: Object.fromEntries(nodes.map(({ id }, n) => [id, place(n)])) };
  return { schema: 1, kind: "troubleshooting", root: "n0", nodes, ...(isPlaced ? { canvas } : {}) };
}

/** @param {number[]} values @param {number} share */
const quantile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const ms = (/** @type {number} */ value) => `${value.toFixed(1)} ms`;

/** From the navigation until a card can be seen. @param {import("playwright-core").Page} page @param {string} id */
async function open(page, id) {
  await page.goto("/flows");
  await page.getByRole("link", { name: /placed/i }).first().waitFor();
  await page.waitForLoadState("networkidle");
  const from = await page.evaluate((path) => {
    const begun = performance.now();
    history.pushState({}, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
    return begun;
  }, `/flows/${id}/edit?node=${AT}`);
  await page.locator(".react-flow__node").first().waitFor();
  return page.evaluate((from) => new Promise((done) => requestAnimationFrame(() => done(performance.now() - from))), from);
}

/** The middle of the card that is nearest to the middle of the canvas: at its edge a drag moves the canvas along. @param {import("playwright-core").Page} page */
async function middleCard(page) {
  return page.evaluate(() => {
    const middle = (/** @type {Element} */ element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    };
    const canvas = middle(/** @type {Element} */ (document.querySelector(".react-flow")));
    const far = (/** @type {{ x: number, y: number }} */ { x, y }) => Math.hypot(x - canvas.x, y - canvas.y);
    const [nearest] = [...document.querySelectorAll(".react-flow__node")].map(middle).toSorted((a, b) => far(a) - far(b));
    if (!nearest) throw new Error("there is no card");
    return nearest;
  });
}

/** Drags a card around, and says how long frames took and how much of that the page itself worked. @param {import("playwright-core").Page} page */
async function dragAround(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const worked = async () => {
    const { metrics } = await cdp.send("Performance.getMetrics");
    const of = (/** @type {string} */ name) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1_000;
    return { script: of("ScriptDuration"), layout: of("LayoutDuration") + of("RecalcStyleDuration") };
  };
  const { x, y } = await middleCard(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 12, y + 12, { steps: 3 });
  await page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    Object.assign(seen, { frames: [], long: [], watching: true });
    seen.watcher = new PerformanceObserver((list) => seen.long.push(...list.getEntries().map(({ duration }) => duration)));
    seen.watcher.observe({ type: "longtask" });
    let last = performance.now();
    const next = (/** @type {number} */ now) => {
      seen.frames.push(now - last);
      last = now;
      if (seen.watching) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  const before = await worked();
  for (let step = 0; step < 120; step++) {
    await page.mouse.move(x + 90 * Math.cos(step / 9), y + 60 * Math.sin(step / 9));
  }
  const after = await worked();
  const { frames, long } = await page.evaluate(() => {
    const seen = /** @type {any} */ (window);
    seen.watching = false;
    seen.watcher.disconnect();
    return { frames: /** @type {number[]} */ (seen.frames.slice(1)), long: /** @type {number[]} */ (seen.long) };
  });
  await page.mouse.up();
  return { frames, long, script: (after.script - before.script) / frames.length, layout: (after.layout - before.layout) / frames.length };
}

/** From the key until it is saved. @param {import("playwright-core").Page} page */
async function save(page) {
  const answered = page.waitForResponse((response) => ["PUT", "POST", "PATCH"].includes(response.request().method()) && response.url().includes("/trees/"));
  await page.keyboard.press("Control+s");
  const timing = (await answered).request().timing();
  return timing.responseStart - timing.requestStart;
}

const server = await startServer("sqlite");
try {
  const visitor = await Visitor.open(server, DESK);
  const { page, context } = visitor;
  context.setDefaultTimeout(120_000);
  const api = await apiAs(server, await register({ context }));
  for (const isPlaced of [true, false]) {
    const json = { name: isPlaced ? "Placed" : "Not placed", tree_type: "troubleshooting", tree_structure: flowOf(isPlaced) };
    const { id } = await api("POST", "trees", { json });
    /** @type {number[]} */
    const opened = [];
    for (let round = 0; round < ROUNDS; round++) opened.push(/** @type {number} */ (await open(page, id)));
    const { frames, long, script, layout } = await dragAround(page);
    const saved = await save(page);
    console.log(`\n${NODES} steps, ${isPlaced ? "each with a place" : "arranged by themselves"}`);
    console.table({
      "open, first": ms(opened[0] ?? 0),
      "open, median": ms(quantile(opened, 0.5)),
      "drag: frame p50": ms(quantile(frames, 0.5)),
      "drag: frame p95": ms(quantile(frames, 0.95)),
      "drag: script per frame": ms(script),
      "drag: style and layout per frame": ms(layout),
      "drag: long tasks": `${long.length}${long.length > 0 ? `, ${ms(Math.max(...long))} at most` : ""}`,
      "save, request to answer": ms(saved),
    });
  }
} finally {
  await closeBrowser();
  await server.stop();
}
