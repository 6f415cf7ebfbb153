/**
 * Every page, at a desk and on a phone, light and dark: axe finds nothing, nothing is wider than the screen, and the browser
 * has nothing to complain of. The pictures are for whoever changed a page.
 */
import { gallery } from "../lib/gallery.mjs";
import { isAtTheDoor } from "../pages/door.mjs";
import { pasteToImport } from "../pages/importing.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** Opens the home page, and waits for all that is on it. @param {Page} page */
async function isHome(page) {
  await page.goto("/");
  await page.getByRole("list", { name: "Sample flows" }).waitFor();
  await page.getByRole("link", { name: "Resume Parcel station out of order" }).waitFor();
}

/** @param {Page} page @param {{ id: string, name: string }} flow */
async function isAtFlow(page, { id, name }, tab = "outline") {
  await page.goto(`/flows/${id}${tab === "outline" ? "" : `?tab=${tab}`}`);
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

/**
 * What is looked at, by the name of its pictures.
 * @type {Record<string, import("../lib/gallery.mjs").Place>}
 */
const PLACES = {
  home: isHome,
  async flows(page) {
    await page.goto("/flows");
    await page.getByRole("link", { name: "Account locked out" }).filter({ visible: true }).waitFor();
  },
  async "flows-found"(page) {
    await page.goto("/flows?q=print+queue");
    await page.getByText(/found for|The best/).waitFor();
  },
  async "flows-none"(page) {
    await page.goto("/flows?q=zzqxv");
    await page.getByText("No flow matches").waitFor();
  },
  async sessions(page) {
    await page.goto("/sessions");
    await page.getByText("INC-2038").or(page.getByText("Parcel station out of order")).filter({ visible: true }).first().waitFor();
  },
  async "start-run"(page, { procedure }) {
    await page.goto(`/flows/${procedure.id}`);
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByLabel("Asset tag", { exact: true }).waitFor();
  },
  async "flow-default"(page, { defaultFlow }) {
    await isAtFlow(page, defaultFlow);
  },
  async "flow-procedure"(page, { procedure }) {
    await isAtFlow(page, procedure);
  },
  async "flow-draft"(page, { draft }) {
    await isAtFlow(page, draft);
  },
  async "flow-step"(page, { defaultFlow }) {
    await isAtFlow(page, defaultFlow);
    await page.getByRole("button", { name: "Expand all" }).click();
  },
  async "flow-map"(page, { draft }) {
    await isAtFlow(page, draft, "map");
    await page.getByText("Is there power in the building?").first().waitFor();
  },
  async "flow-findings"(page, { draft }) {
    await isAtFlow(page, draft, "findings");
    await page.getByRole("heading", { name: /Blocks publishing/ }).waitFor();
  },
  async "flow-versions"(page, { draft }) {
    await isAtFlow(page, draft, "versions");
    await page.getByText("Newest").first().waitFor();
  },
  async "publish-dialog"(page, { draft }) {
    await isAtFlow(page, draft);
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByRole("dialog", { name: "Not ready to publish" }).waitFor();
  },
  async "new-flow-dialog"(page) {
    await isHome(page);
    await page.keyboard.press("c");
    await page.getByRole("dialog", { name: "New flow" }).waitFor();
  },
  async "import-dialog"(page) {
    await isHome(page);
    await page.keyboard.press("i");
    await page.getByRole("dialog", { name: "Import a flow" }).waitFor();
  },
  async "import-preview"(page, { fixture }) {
    await isHome(page);
    await page.keyboard.press("i");
    await pasteToImport(page, fixture);
    await page.getByRole("region", { name: "Outline" }).waitFor();
  },
  async "import-refused"(page) {
    await isHome(page);
    await page.keyboard.press("i");
    await pasteToImport(page, '{"nodes": [{"id": 1}]}');
    await page.getByRole("alert").waitFor();
  },
  async palette(page) {
    await isHome(page);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("print");
    await page.getByRole("option", { name: /Printer offline/ }).waitFor();
  },
  async shortcuts(page) {
    await isHome(page);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  },
  async "user-menu"(page) {
    await isHome(page);
    await page.getByRole("button", { name: /^(Account|.*Robin Vale)$/ }).filter({ visible: true }).first().click();
    await page.getByRole("menuitem", { name: "Sign out" }).waitFor();
  },
  async "not-found"(page) {
    await page.goto("/no/such/page");
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
  },
  async "flow-not-found"(page) {
    await page.goto("/flows/018f0000-0000-7000-8000-000000000000");
    await page.getByRole("heading", { name: "This flow is not here" }).waitFor();
  },
};
/** The same for those who are not signed in. @type {Record<string, import("../lib/gallery.mjs").Place>} */
const OUTSIDE = {
  async "sign-in"(page) {
    await page.goto("/");
    await isAtTheDoor(page);
  },
  async "sign-in-refused"(page) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").fill("nobody@example.com");
    await page.getByLabel("Password", { exact: true }).fill("not the right one");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
  },
  async register(page) {
    await page.goto("/register");
    await page.getByRole("heading", { name: "Create your account" }).waitFor();
  },
};

gallery("pages", {
  first: {
    async "first-run"(page) {
      await page.goto("/");
      await page.getByRole("heading", { name: "Welcome to Branchbook" }).waitFor();
    },
  },
  outside: OUTSIDE,
  inside: PLACES,
});
