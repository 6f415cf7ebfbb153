/** The import dialog. */

/**
 * Pastes a text as a person does, into the dialog that is open.
 * @param {import("playwright-core").Page} page
 * @param {string} text
 */
export async function pasteToImport(page, text) {
  const field = page.getByRole("dialog", { name: "Import a flow" }).getByLabel("What to import");
  await field.click();
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("Control+v");
}
