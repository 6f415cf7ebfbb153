/** The pages before the shell: first run, registering, signing in. And the way out. */

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("../lib/person.mjs").Person} Person
 */

/** @param {Page} page @param {Person} person */
export async function fillRegistration(page, { name, email, password }) {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
}

/** @param {Page} page @param {Pick<Person, "email" | "password">} person */
export async function submitSignIn(page, { email, password }) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Waits until somebody is inside. @param {Page} page */
export async function isInside(page) {
  await page.getByRole("navigation", { name: "Main" }).filter({ visible: true }).waitFor();
}

/** Waits until the way to sign in is shown. @param {Page} page */
export async function isAtTheDoor(page) {
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
}

/** @param {Page} page @param {Pick<Person, "name">} person */
export async function signOut(page, { name }) {
  await page.getByRole("complementary").getByRole("button", { name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
}
