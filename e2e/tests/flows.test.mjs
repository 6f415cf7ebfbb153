import assert from "node:assert/strict";
import { register } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";
import { choose } from "../pages/parts.mjs";

scenes("finding flows", (scene) => {
  scene("the default flows are there from the start", async ({ visitor }) => {
    const { page, context } = await visitor();
    await register({ context });
    await page.goto("/");
    const samples = page.getByRole("list", { name: "Sample flows" });
    await samples.getByRole("listitem").first().waitFor();
    await page.getByRole("link", { name: "All samples" }).click();
    await page.getByRole("table", { name: "Flows" }).getByRole("link", { name: "Account locked out" }).waitFor();
  });

  scene("a mistyped word finds its flow", async ({ visitor }) => {
    const { page, context } = await visitor();
    await register({ context });
    await page.goto("/flows");
    await page.getByRole("searchbox", { name: "Search flows" }).fill("pritner ofline");
    await page.getByRole("status").getByText(/found for “pritner ofline”/).waitFor();
    const first = page.getByRole("table", { name: "Flows" }).getByRole("row").nth(1);
    await first.getByRole("link", { name: /printer/i }).waitFor();
    await page.getByRole("searchbox", { name: "Search flows" }).fill("zzqxv");
    await page.getByText("No flow matches").waitFor();
  });

  scene("filters hold while searching", async ({ visitor }) => {
    const { page, context } = await visitor();
    await register({ context });
    await page.goto("/flows?type=procedural");
    const table = page.getByRole("table", { name: "Flows" });
    await table.getByRole("link", { name: "Set up a new laptop" }).waitFor();
    const search = page.getByRole("searchbox", { name: "Search flows" });
    await search.pressSequentially("restart");
    await page.getByRole("status").getByText(/found for “restart”/).waitFor();
    await page.waitForURL(/type=procedural/);
    assert.equal(await page.getByLabel("Type").inputValue(), "procedural");
    const found = await table.getByRole("row").count();
    await page.getByLabel("Type").selectOption("");
    await table.getByRole("link", { name: /Windows/ }).first().waitFor();
    assert.ok((await table.getByRole("row").count()) > found, "without the filter more is found");
  });

  scene("filters are in the address and survive a reload", async ({ visitor }) => {
    const { page, context } = await visitor();
    await register({ context });
    await page.goto("/flows");
    await choose(page, "Which flows", "Samples");
    await page.getByLabel("Type").selectOption({ label: "Maintenance" });
    await page.getByLabel("Sort by").selectOption({ label: "Name" });
    await page.waitForURL(/sort=name/);
    const search = new URL(page.url()).searchParams;
    assert.deepEqual(Object.fromEntries(search), { scope: "samples", type: "maintenance", sort: "name" });

    const table = page.getByRole("table", { name: "Flows" });
    await table.getByRole("link", { name: "Patch night: Windows servers" }).waitFor();
    // Until the list is there the one before it is shown.
    await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
    const before = await table.getByRole("link").allTextContents();
    await page.reload();
    await table.getByRole("link", { name: "Patch night: Windows servers" }).waitFor();
    assert.deepEqual(await table.getByRole("link").allTextContents(), before);
    assert.ok(await page.getByRole("radio", { name: "Samples" }).isChecked());
    assert.equal(await page.getByLabel("Type").inputValue(), "maintenance");

    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.waitForURL(/\/flows\?sort=name$/);
  });
});
