import assert from "node:assert/strict";
import { look } from "../lib/look.mjs";
import { apiAs, register } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";
import { PHONE } from "../lib/visitor.mjs";
import { choose } from "../pages/parts.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** A flow that a command and a long text are in. @param {string} name @param {object} [more] */
const flow = (name, more) => ({
  name,
  tree_type: "troubleshooting",
  tree_structure: {
    root: "ask",
    nodes: [
      {
        id: "ask",
        type: "decision",
        title: "Does the tunnel come up?",
        options: [
          { id: "y", label: "Yes", to: "end" },
          { id: "n", label: "No", to: "look" },
        ],
      },
      {
        id: "look",
        type: "action",
        title: "Read the log of the gateway",
        description: "A line with the word handshake is what you look for.",
        commands: [{ label: "Journal", command: "journalctl -u strongswan" }],
        next: "end",
      },
      { id: "end", type: "solution", title: "Tell the customer" },
    ],
  },
  ...more,
});

/** Somebody with flows that bear labels, at a page. @param {any} scene @param {object[]} flows @param {any} [device] */
async function withFlows({ server, visitor }, flows, device) {
  const { page, context } = await visitor(device);
  const person = await register({ context });
  const api = await apiAs(server, person);
  for (const json of flows) await api("POST", "trees", { json });
  return { page, api };
}

/** @param {Page} page @param {string} name */
const lineOf = (page, name) =>
  page
    .getByRole("listitem")
    .filter({
      has: page.getByRole("link", { name: new RegExp(`^${name}: `) }),
    });

const LABELLED = [
  flow("Tunnel down", { tags: ["vpn", "wan-links"], category: "Remote access" }),
  flow("Tunnel slow", { tags: ["VPN"], category: "Remote acess" }),
  flow("Switch down", { tags: ["wan-links"], category: "Remote access" }),
];

scenes("categories and tags", (scene) => {
  scene(
    "a tag is renamed, made one with another, and removed",
    async (world) => {
      const { page } = await withFlows(world, LABELLED);
      await page.goto("/flows");
      await page.getByRole("link", { name: "Categories and tags" }).click();
      await page
        .getByRole("heading", { name: "Categories and tags", level: 1 })
        .waitFor();
      await lineOf(page, "Remote access").getByText("2 flows").waitFor();
      await look(page, "labels-categories");

      await page.getByRole("button", { name: "Rename Remote acess" }).click();
      await page.getByLabel("New name").fill("Remote access");
      await page
        .getByRole("dialog")
        .getByText("2 flows have the category “Remote access” already", {
          exact: false,
        })
        .waitFor();
      await look(page, "labels-merge");
      await page.getByRole("button", { name: "Merge" }).click();
      await lineOf(page, "Remote access").getByText("3 flows").waitFor();
      await lineOf(page, "Remote acess").waitFor({ state: "detached" });

      await choose(page, "What to list", "Tags");
      await page.waitForURL(/show=tags/);
      await page.getByRole("button", { name: "Rename vpn", exact: true }).click();
      await page.getByLabel("New name").fill("site-to-site");
      await page.getByLabel("New name").press("Enter");
      await lineOf(page, "site-to-site")
        .getByText("1 flow", { exact: true })
        .waitFor();

      await page.getByRole("button", { name: "Remove wan-links", exact: true }).click();
      await page
        .getByRole("dialog")
        .getByText("2 flows lose it.", { exact: false })
        .waitFor();
      await page.getByRole("button", { name: "Remove from 2 flows" }).click();
      await lineOf(page, "wan-links").waitFor({ state: "detached" });

      // What is left leads to its flows.
      await page
        .getByRole("link", { name: "site-to-site: show 1 flow" })
        .click();
      await page.waitForURL(/\/flows\?tag=site-to-site/);
      const table = page.getByRole("table", { name: "Flows" });
      await table.getByRole("link", { name: "Tunnel down" }).waitFor();
      assert.equal(await table.getByRole("row").count(), 2);
    },
  );

  scene("among many labels one is found, on a phone too", async (world) => {
    const tags = Array.from({ length: 20 }, (_, n) =>
      `tag ${n} of a rather long-winded vocabulary`.slice(0, 50),
    );
    const { page } = await withFlows(world, [flow("Tunnel", { tags })], PHONE);
    await page.goto("/flows/labels?show=tags");
    await lineOf(page, "tag 7 of a rather long-winded vocabulary").waitFor();
    await look(page, "labels-tags");
    await page.getByRole("searchbox", { name: "Search tags" }).fill("TAG 7");
    await page.waitForURL(/q=TAG/);
    await lineOf(page, "tag 6 of a rather long-winded vocabulary").waitFor({
      state: "detached",
    });
    await page.getByRole("searchbox", { name: "Search tags" }).fill("zzz");
    await page.getByText("Nothing is called like “zzz”").waitFor();
    await look(page, "labels-none");
  });

  scene(
    "filters are in the address, and back brings them back",
    async (world) => {
      const { page } = await withFlows(world, LABELLED);
      await page.goto("/flows");
      await page.getByLabel("Category").selectOption("Remote access");
      await page.getByRole("combobox", { name: "Tag" }).selectOption("wan-links");
      await page.getByLabel("Visible to").selectOption({ label: "Team" });
      await page.waitForURL(/visibility=team/);
      const table = page.getByRole("table", { name: "Flows" });
      await table.getByRole("link", { name: "Switch down" }).waitFor();
      const shown = await table.getByRole("link").allTextContents();
      assert.deepEqual(shown.toSorted(), ["Switch down", "Tunnel down"]);
      await page.reload();
      await table.getByRole("link", { name: "Switch down" }).click();
      await page
        .getByRole("heading", { name: "Switch down", level: 1 })
        .waitFor();
      await page.goBack();
      await table.getByRole("link", { name: "Switch down" }).waitFor();
      assert.deepEqual(await table.getByRole("link").allTextContents(), shown);
      await page.getByRole("button", { name: "Only with the tag wan-links. Take it off" }).waitFor();
      await page.getByRole("button", { name: "Clear filters" }).click();
      await page.waitForURL(/\/flows$/);
    },
  );

  scene("going back leads to the line that one had come to", async (world) => {
    const { page } = await withFlows(world, []);
    await page.goto("/flows?sort=name");
    const last = page
      .getByRole("table", { name: "Flows" })
      .getByRole("row")
      .last()
      .getByRole("link");
    await last.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => Math.round(globalThis.scrollY));
    assert.ok(before > 200, `scrolled by ${before}`);
    await last.click();
    await page.getByRole("tab", { name: "Outline" }).waitFor();
    await page.goBack();
    await last.waitFor();
    await page.waitForFunction(
      (y) => Math.abs(globalThis.scrollY - y) < 5,
      before,
    );
  });

  scene("flows are shown as cards when that was chosen", async (world) => {
    const { page } = await withFlows(world, LABELLED);
    await page.goto("/flows?scope=team");
    await page.getByRole("button", { name: "Show as cards" }).click();
    const cards = page.getByRole("list", { name: "Flows" });
    await cards.getByRole("link", { name: "Tunnel slow" }).waitFor();
    await look(page, "flows-as-cards");
    const kept = page.waitForResponse((answer) =>
      answer.url().includes("/settings"),
    );
    await page.reload();
    await kept;
    await cards.getByRole("link", { name: "Tunnel slow" }).waitFor();
    await page.getByRole("button", { name: "Show as a table" }).click();
    await page.getByRole("table", { name: "Flows" }).waitFor();
  });

  scene(
    "a command and a mistyped word are found, and lead to their step",
    async (world) => {
      const { page } = await withFlows(world, [LABELLED[0]]);
      await page.goto("/flows");
      const search = page.getByRole("searchbox", { name: "Search flows" });
      await search.fill("strongsw");
      const found = page.getByRole("link", { name: "Tunnel down" });
      const row = page
        .getByRole("table", { name: "Flows" })
        .getByRole("row")
        .filter({ has: found });
      await row.getByText("Read the log of the gateway:").waitFor();
      await row.locator("mark").first().waitFor();
      await search.fill("hanshdake");
      await page
        .getByRole("status")
        .getByText(/found for “hanshdake”/)
        .waitFor();
      await look(page, "flows-found-in-step");
      await row.getByRole("link", { name: "Tunnel down" }).click();
      await page.waitForURL(/node=look/);
      await page
        .getByText("A line with the word handshake is what you look for.")
        .filter({ visible: true })
        .first()
        .waitFor();
    },
  );
});
