/** Parts that many pages have. */

/**
 * Chooses one of a few choices that lie side by side.
 * @param {import("playwright-core").Page} page
 * @param {string} group What is chosen.
 * @param {string} choice
 */
export async function choose(page, group, choice) {
  await page.getByRole("group", { name: group }).getByText(choice, { exact: true }).click();
}
