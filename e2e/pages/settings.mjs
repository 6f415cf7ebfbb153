/** The pages about oneself and about the account. */

/** @typedef {import("playwright-core").Page} Page */

/**
 * Opens the menu of who is signed in, and chooses in it.
 * @param {Page} page
 * @param {{ name: string }} person
 * @param {string} item
 */
export async function chooseInMenu(page, { name }, item) {
  await page.getByRole("complementary").getByRole("button", { name }).click();
  await page.getByRole("menuitem", { name: item }).or(page.getByRole("menuitemradio", { name: item })).click();
}

/** Says that something has been done. @param {Page} page @param {string | RegExp} text */
export async function isTold(page, text) {
  await page.getByRole("region", { name: "Notifications" }).getByText(text).waitFor();
}

/** A line of a list, by what stands in it. @param {Page} page @param {string} list @param {string | RegExp} text */
export function lineOf(page, list, text) {
  return page.getByRole("list", { name: list, exact: true }).getByRole("listitem").filter({ hasText: text });
}

/**
 * Invites somebody by mail.
 * @param {Page} page
 * @param {string} email
 * @param {string} role
 */
export async function inviteByMail(page, email, role) {
  await page.goto("/account/members");
  await page.getByRole("button", { name: "Invite people" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail", { exact: true }).fill(email);
  await dialog.getByLabel("Role").selectOption(role);
  await dialog.getByRole("button", { name: "Send the invitation" }).click();
  await page.getByRole("dialog", { name: "Send this link yourself" }).getByRole("button", { name: "Done" }).click();
}
