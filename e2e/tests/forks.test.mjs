/** Forks that follow their parent, and what they propose to it. */
import assert from "node:assert/strict";
import { apiAs, register as registerHere, signIn } from "../lib/person.mjs";
import { scenes } from "../lib/scenes.mjs";
import { register, retitle, SWITCH, team, titlesOf } from "../lib/team.mjs";
import { idOf } from "../lib/workshop.mjs";
import { isTold } from "../pages/settings.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * Forks the flow whose page is open, and comes to the fork's page.
 * @param {Page} page
 * @param {string} reason
 * @param {string} [name]
 */
async function fork(page, reason, name) {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: /^Fork/ }).click();
  const dialog = page.getByRole("dialog", { name: /^Fork/ });
  await dialog.getByLabel("Why do you need it differently?").fill(reason);
  if (name !== undefined) await dialog.getByLabel("Name of the copy").fill(name);
  await dialog.getByRole("button", { name: "Fork", exact: true }).click();
  await isTold(page, /is yours to change/);
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

/** Proposes all that is left chosen, from the page of a fork. @param {Page} page @param {string} message */
async function propose(page, message) {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Propose my changes" }).click();
  await page.getByLabel("What is it, and why?").fill(message);
  await page.getByRole("button", { name: /^Propose \d+ change/ }).click();
  await isTold(page, /^Proposed to/);
}

scenes("forks", (scene) => {
  scene("a fork takes over what its parent has changed, and proposes what it has changed itself", async ({ server, visitor }) => {
    const { admin, engineer } = await team(server);
    const { id: parent } = await admin.api("POST", "trees", { json: SWITCH });
    const desk = await visitor();
    await signIn(desk, engineer.person);
    const { page } = desk;
    await page.goto(`/flows/${parent}`);
    const forked = await fork(page, "Our switches are another make", "Switch port down in Oslo");
    await page.getByRole("heading", { name: "Switch port down in Oslo", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Fork of Switch port down" }).waitFor();

    // The parent changes three nodes, the fork two, one of them the same.
    await retitle(admin.api, parent, { up: "Is the light on?", reseat: "Reseat both ends", vlan: "Set the VLAN again" });
    await retitle(engineer.api, forked, { vlan: "Set the voice VLAN", call: "Call our vendor" });

    await page.goto("/flows?forks=true");
    const row = page.getByRole("table", { name: "Flows" }).getByRole("row", { name: /Switch port down in Oslo/ });
    await row.getByText("Parent updated").waitFor();
    assert.equal(await page.getByRole("table", { name: "Flows" }).getByRole("row").count(), 2);
    await row.getByRole("link").click();
    await page.getByRole("link", { name: "See what changed" }).click();

    await page.getByRole("heading", { name: "One thing was changed on both sides" }).waitFor();
    const changes = page.getByRole("list", { name: "What has changed" });
    assert.equal(await changes.getByText("Changed", { exact: true }).count(), 3);
    const take = page.getByRole("button", { name: "Take it over" });
    assert.ok(await take.isDisabled(), "nothing is taken over before the question is answered");
    const question = page.getByRole("group", { name: /Set the voice VLAN/ });
    assert.equal(await page.getByRole("group", { name: /Title/ }).count(), 1);
    await question.getByRole("radio", { name: "Yours" }).check();
    await take.click();
    await page.getByText("Taken over in version 3").first().waitFor();
    const merged = { up: "Is the light on?", reseat: "Reseat both ends", cycle: "Switch the port off and on", vlan: "Set the voice VLAN", call: "Call our vendor" };
    assert.deepEqual(await titlesOf(engineer.api, forked), merged);

    await page.getByRole("link", { name: "Back to the fork" }).click();
    await page.getByRole("heading", { name: "Switch port down in Oslo", level: 1 }).waitFor();
    assert.equal(await page.getByText("Parent updated").count(), 0);
    await propose(page, "Voice has a VLAN of its own");
    await page.getByRole("heading", { name: "Changes to “Switch port down”" }).waitFor();

    // The parent's author takes one of the two.
    const other = await visitor();
    await signIn(other, admin.person);
    await other.page.goto("/");
    await other.page.getByRole("link", { name: /Proposals.*1 waiting for you/ }).waitFor();
    await other.page.getByRole("list", { name: "Waiting for you" }).getByRole("link", { name: /Switch port down/ }).click();
    await other.page.getByText("Voice has a VLAN of its own").waitFor();
    await other.page.getByRole("checkbox", { name: "Take the changes of “Call our vendor”" }).uncheck();
    await other.page.getByRole("button", { name: "Accept 1 of 2" }).click();
    await isTold(other.page, "Accepted in version 3");
    await other.page.getByText("Not taken").waitFor();
    const taken = { ...merged, call: "Call the vendor" };
    assert.deepEqual(await titlesOf(admin.api, parent), taken);
    await other.page.getByText("1 waiting for you").waitFor({ state: "detached" });

    await page.goto("/proposals?show=mine");
    await page.getByRole("list", { name: "Proposals" }).getByText("Accepted").waitFor();
  });

  scene("a flow shared with everyone is forked in another account, which proposes to it", async ({ server, visitor }) => {
    const { admin } = await team(server);
    const stranger = await register(server);
    const { id: parent } = await admin.api("POST", "trees", { json: { ...SWITCH, visibility: "public" } });
    await admin.api("POST", `trees/${parent}/publish`);
    const [theirs, ours] = [await visitor(), await visitor()];
    await signIn(theirs, stranger.person);
    await signIn(ours, admin.person);
    const { page } = theirs;
    await page.goto(`/flows/${parent}`);
    const forked = await fork(page, "For our building");
    await retitle(stranger.api, forked, { reseat: "Reseat it at the panel" });
    await page.reload();
    await propose(page, "Ours are on a panel");

    await ours.page.goto("/proposals");
    await ours.page.getByRole("link", { name: /Switch port down/ }).click();
    await ours.page.getByText("Another account").waitFor();
    await ours.page.getByRole("button", { name: "Decline…" }).click();
    const dialog = ours.page.getByRole("dialog", { name: "Decline this proposal?" });
    await dialog.getByRole("button", { name: "Decline" }).click();
    await dialog.getByText("Say why.").waitFor();
    await dialog.getByLabel("Why?").fill("Not everybody has a panel");
    await dialog.getByRole("button", { name: "Decline" }).click();
    await isTold(ours.page, "Declined");

    await page.reload();
    await page.getByText("Not everybody has a panel").waitFor();
    assert.equal(await page.getByText("Ada Okafor").count(), 0, "who decided is nobody's business there");
    await page.getByRole("link", { name: "My fork" }).click();
    await page.getByRole("heading", { name: "Switch port down", level: 1 }).waitFor();
    await propose(page, "Then as another way");

    // It is withdrawn while it is looked at.
    await ours.page.goto("/proposals");
    await ours.page.getByRole("link", { name: /Switch port down/ }).click();
    await ours.page.getByRole("button", { name: "Accept all" }).waitFor();
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
    await isTold(page, "Withdrawn");
    await ours.page.getByRole("button", { name: "Accept all" }).click();
    await ours.page.getByText("It was decided or withdrawn meanwhile.").waitFor();
    await ours.page.getByText(/has withdrawn it/).waitFor();
  });

  scene("a fork says that its parent is gone", async ({ server, visitor }) => {
    const { admin, engineer } = await team(server);
    const { id: parent } = await admin.api("POST", "trees", { json: SWITCH });
    const { id } = await engineer.api("POST", `trees/${parent}/fork`, { json: { fork_reason: "Ours differ" } });
    const desk = await visitor();
    await signIn(desk, engineer.person);
    await admin.api("DELETE", `trees/${parent}`);
    await desk.page.goto(`/flows/${id}`);
    await desk.page.getByText("“Switch port down” is no longer available").waitFor();
    await admin.api("DELETE", `trees/${parent}?hard=true`);
    await desk.page.reload();
    await desk.page.getByText("The flow that this was forked from was deleted for good").waitFor();
    await desk.page.getByRole("definition").filter({ hasText: "Ours differ", visible: true }).waitFor();
  });

  scene("the forks of a flow are on its page", async ({ server, visitor }) => {
    const { admin, engineer } = await team(server);
    const { id: parent } = await admin.api("POST", "trees", { json: SWITCH });
    const { id } = await engineer.api("POST", `trees/${parent}/fork`, { json: { fork_reason: "Ours differ", name: "In Oslo" } });
    const desk = await visitor();
    await signIn(desk, engineer.person);
    await desk.page.goto(`/flows/${parent}?tab=forks`);
    const line = desk.page.getByRole("list", { name: "Forks of this flow" }).getByRole("listitem");
    await line.getByText("Ours differ").waitFor();
    await line.getByRole("link", { name: "In Oslo" }).click();
    await desk.page.waitForURL(`**/flows/${id}`);
  });

  scene("a default flow is forked from the list, and takes no proposals", async ({ server, visitor }) => {
    const desk = await visitor();
    const api = await apiAs(server, await registerHere(desk));
    const { page } = desk;
    await page.goto(`/flows/${await idOf(api, "Account locked out")}`);
    await page.getByRole("heading", { name: "Account locked out", level: 1 }).waitFor();
    await page.keyboard.press("Shift+F");
    await page.getByLabel("Why do you need it differently?").fill("Our directory is another");
    await page.keyboard.press("Tab");
    await page.getByRole("dialog").getByRole("button", { name: "Fork", exact: true }).click();
    await page.getByText("Fork of Account locked out").first().waitFor();
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Copy link" }).waitFor();
    assert.equal(await page.getByRole("menuitem", { name: "Propose my changes" }).count(), 0);
  });

  scene("a category is forked at once, and what is left out is named", async ({ server, visitor }) => {
    const { admin, engineer } = await team(server);
    for (const name of ["Printer", "Scanner"]) await admin.api("POST", "trees", { json: { ...SWITCH, name, category: "Office" } });
    await engineer.api("POST", "trees", { json: { ...SWITCH, name: "Mine", category: "Office" } });
    const desk = await visitor();
    await signIn(desk, engineer.person);
    const { page } = desk;
    await page.goto("/flows");
    await page.getByRole("table", { name: "Flows" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("fork a category");
    await page.getByRole("option", { name: "Fork a category" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Category").selectOption("Office");
    await dialog.getByLabel("Why do you need them differently?").fill("For the branch");
    await dialog.getByLabel("Put before each name").fill("Oslo:");
    await dialog.getByRole("button", { name: "Fork them" }).click();
    await page.getByRole("heading", { name: "2 flows forked" }).waitFor();
    assert.deepEqual(await dialog.getByRole("list", { name: "Forked" }).getByRole("link").allTextContents(), ["Oslo: Printer", "Oslo: Scanner"]);
    await dialog.getByRole("list", { name: "Left out" }).getByText("You wrote it").waitFor();
    await dialog.getByRole("link", { name: "See my forks" }).click();
    await page.getByRole("table", { name: "Flows" }).getByRole("link", { name: "Oslo: Printer" }).waitFor();
  });

  scene("no more are forked than the plan allows, and the dialog says so", async ({ server, visitor }) => {
    const { admin } = await team(server);
    const { items } = await admin.api("GET", "trees?default=true&limit=1");
    for (let n = 0; n < 25; n++) await admin.api("POST", "trees", { json: { ...SWITCH, name: `Flow ${n}` } });
    const desk = await visitor();
    await signIn(desk, admin.person);
    await desk.page.goto(`/flows/${items[0].id}`);
    await desk.page.getByRole("button", { name: "More actions" }).click();
    await desk.page.getByRole("menuitem", { name: /^Fork/ }).click();
    await desk.page.getByLabel("Why do you need it differently?").fill("One more");
    await desk.page.getByRole("dialog").getByRole("button", { name: "Fork", exact: true }).click();
    await desk.page.getByRole("alert").getByText("Your plan's limit is reached").waitFor();
  });
});
