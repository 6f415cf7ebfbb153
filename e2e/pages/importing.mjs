/** The import dialog. */

/** @param {import("playwright-core").Page} page */
export const importDialog = (page) => page.getByRole("dialog", { name: "Import a flow" });

/**
 * Pastes a text as a person does, into the dialog that is open.
 * @param {import("playwright-core").Page} page
 * @param {string} text
 */
export async function pasteToImport(page, text) {
  await importDialog(page).getByLabel("What to import").click();
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("Control+v");
}
