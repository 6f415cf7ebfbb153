/** The canvas of the editor, as somebody sees and uses it. */

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
export const canvas = (page) => page.getByRole("application", { name: "Canvas" });

/** A card by the beginning of what it is called, as "Action: Reboot". @param {Page} page @param {string | RegExp} name */
export const card = (page, name) => canvas(page).getByRole("group", { name });

/** The middle of something on the screen. @param {import("playwright-core").Locator} locator */
export async function middleOf(locator) {
  await locator.waitFor();
  const box = await locator.boundingBox();
  if (!box) throw new Error("it is not on the screen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** @typedef {{ x: number, y: number }} Point */

/** Drags with the pointer. @param {Page} page @param {Point} from @param {Point} to */
export async function drag({ mouse }, from, to) {
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await mouse.move(to.x, to.y, { steps: 4 });
  await mouse.up();
}

/** The handle of a way on from a card, by its id. @param {Page} page @param {string | RegExp} name @param {string} title */
export const wayOf = (page, name, title) => card(page, name).getByTitle(title);
