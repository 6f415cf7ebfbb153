/** What a page must be, however it is looked at: accessible, and no wider than its screen. Takes its picture too. */
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PICTURES } from "./visitor.mjs";

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/**
 * Looks at a page in both themes.
 * @param {import("playwright-core").Page} page
 * @param {string} name Of the pictures.
 * @param {{ whole?: boolean }} [options] `whole`: the picture shows also what is below the fold.
 */
export async function look(page, name, { whole = true } = {}) {
  const width = page.viewportSize()?.width ?? 0;
  await mkdir(PICTURES, { recursive: true });
  /** @type {string[]} */
  const flaws = [];
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    await page.emulateMedia({ colorScheme });
    await settle(page);
    await picture(page, join(PICTURES, `${name}-${width}-${colorScheme}.png`), whole);
    // Themes differ in nothing but colour.
    const rules = colorScheme === "light" ? undefined : ["color-contrast"];
    for (const flaw of await inspect(page, rules)) flaws.push(`${width} px, ${colorScheme}: ${flaw}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overhang > 0) flaws.push(`${width} px: ${overhang} px wider than the screen`);
  if (flaws.length > 0) throw new Error(flaws.join("\n"));
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} path
 * @param {boolean} whole
 */
async function picture(page, path, whole) {
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (!whole || !size || height <= size.height) {
    await page.screenshot({ path });
    return;
  }
  // A taller screen, and not a picture of more than the screen: what sticks to an edge stays at the edge.
  await page.setViewportSize({ ...size, height });
  await page.screenshot({ path });
  await page.setViewportSize(size);
}

/** Waits until what moves has arrived and fonts are there. @param {import("playwright-core").Page} page */
async function settle(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const passing = document.getAnimations().filter((animation) => {
      const { endTime } = animation.effect?.getComputedTiming() ?? {};
      return typeof endTime === "number" && Number.isFinite(endTime);
    });
    await Promise.all(passing.map((animation) => animation.finished.catch(() => {})));
  });
}

/**
 * What axe finds, all of its rules that are not experiments.
 * @param {import("playwright-core").Page} page
 * @param {string[]} [only] These rules.
 * @returns {Promise<string[]>}
 */
async function inspect(page, only) {
  // Evaluated by the debugger, so the page's security policy stays as it is.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(AXE);
  const violations = await page.evaluate(async (only) => {
    const { axe } = /** @type {any} */ (window);
    const rules = only ? { runOnly: only } : { rules: { "target-size": { enabled: true } } };
    return (await axe.run({ resultTypes: ["violations"], ...rules })).violations;
  }, only);
  return violations.flatMap((/** @type {any} */ { id, help, nodes }) =>
    nodes.map(
      (/** @type {any} */ node) =>
        `${id} (${help}): ${node.html.slice(0, 160)} ${node.any.map((/** @type {any} */ check) => check.message).join("; ")}`,
    ),
  );
}
