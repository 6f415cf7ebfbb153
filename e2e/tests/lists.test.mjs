import { LAMP } from "../lib/editing.mjs";
import { apiAs, register, somebody } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";

scenes("the list of flows", (scene) => {
  scene("is narrowed to several tags and to what is to be reviewed, in its address", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const api = await apiAs(server, await register({ context }));
    for (const [name, tags] of [["One", ["dns"]], ["Both", ["dns", "vpn"]]]) {
      await api("POST", "trees", { json: { ...LAMP, name, tags } });
    }
    const list = page.getByRole("table", { name: "Flows" });
    const shows = async (/** @type {string[]} */ ...names) => {
      for (const name of ["One", "Both"]) {
        await list.getByRole("link", { name, exact: true }).waitFor({ state: names.includes(name) ? "visible" : "detached" });
      }
    };
    await page.goto("/flows?scope=mine");
    await shows("One", "Both");
    const tag = page.getByRole("combobox", { name: "Tag" });
    await tag.selectOption({ label: "dns (2)" });
    await shows("One", "Both");
    await tag.selectOption({ label: "vpn (1)" });
    await shows("Both");
    await page.reload();
    await shows("Both");
    await page.getByRole("button", { name: "Only with the tag vpn. Take it off" }).press("Enter");
    await shows("One", "Both");
    await tag.and(page.locator(":focus")).waitFor();

    // The day is set where the flow is described.
    await page.getByRole("button", { name: "Review due" }).click();
    await shows();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await list.getByRole("link", { name: "One", exact: true }).click();
    await page.getByRole("button", { name: "Publish" }).waitFor();
    await page.keyboard.press("e");
    await page.getByRole("treeitem", { name: "About this flow" }).click();
    await page.getByLabel("Look at it again by").fill("2020-05-01");
    await page.keyboard.press("Control+s");
    await page.getByText("Saved", { exact: true }).waitFor();
    await page.goto("/flows?scope=mine&review=true");
    await shows("One");
  });

  scene("has what other accounts share with everyone, to be found, run and copied", async ({ server, visitor }) => {
    const [owner, { page, context }] = [await visitor(), await visitor()];
    const theirs = await apiAs(server, await register(owner, somebody("Kim Moss")));
    for (const name of ["Shared lamp", "Shared door"]) {
      const { id } = await theirs("POST", "trees", { json: { ...LAMP, name, visibility: "public" } });
      await theirs("POST", `trees/${id}/publish`);
    }
    await register({ context });
    await page.goto("/flows");
    await page.getByRole("group", { name: "Which flows" }).getByText("Public").click();
    const list = page.getByRole("table", { name: "Flows" });
    await list.getByRole("row", { name: /Shared door.*Shared by Kim Moss/s }).waitFor();
    await page.getByRole("searchbox", { name: "Search flows" }).fill("LAMP");
    await list.getByRole("link", { name: "Shared door" }).waitFor({ state: "detached" });
    await page.reload();
    await list.getByRole("link", { name: "Shared lamp" }).waitFor();
    await page.getByRole("button", { name: "More actions for Shared lamp" }).click();
    await page.getByRole("menuitem", { name: "Fork" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Run Shared lamp" }).click();
    await page.getByRole("heading", { name: "Switch it on", level: 1 }).waitFor();
  });
});
