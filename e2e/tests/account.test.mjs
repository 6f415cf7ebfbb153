/** People and their account: from registering to the audit log. */
import assert from "node:assert/strict";
import { apiAs, call, register, signIn, somebody } from "../lib/person.mjs";
import { mailedLink } from "../lib/mail.mjs";
import { scenes } from "../lib/scenes.mjs";
import { fillRegistration, isAtTheDoor, isInside, submitSignIn } from "../pages/door.mjs";
import { chooseInMenu, inviteByMail, isTold, lineOf } from "../pages/settings.mjs";

scenes("people and their account", (scene) => {
  scene("from registering over inviting a colleague and losing the password to the audit log", async ({ server, visitor }) => {
    const admin = somebody("Ada Okafor");
    const { page } = await visitor();
    await page.goto("/register");
    await fillRegistration(page, admin);
    await page.getByRole("button", { name: "Create account" }).click();
    await isInside(page);

    await page.goto("/preferences");
    await page.getByText("Not verified").waitFor();
    await page.goto(await mailedLink(server, admin.email, "verify-email"));
    await page.getByRole("heading", { name: "Your e-mail is verified" }).waitFor();
    await page.getByRole("link", { name: "Go on" }).click();
    await isInside(page);
    await page.goto("/preferences");
    await page.getByText("Verified", { exact: true }).waitFor();

    const colleague = somebody("Lea Brandt");
    await inviteByMail(page, colleague.email, "engineer");
    await lineOf(page, "Pending invitations", colleague.email).getByText("Engineer").waitFor();

    const { page: theirs } = await visitor();
    await theirs.goto(await mailedLink(server, colleague.email, "invite"));
    await theirs.getByText("Ada Okafor invites you as engineer.").waitFor();
    await theirs.getByRole("link", { name: "Create an account" }).click();
    await fillRegistration(theirs, colleague);
    await theirs.getByRole("button", { name: "Create account and join" }).click();
    await isInside(theirs);
    await theirs.goto("/account/members");
    await lineOf(theirs, "Members", colleague.name).getByText("Engineer", { exact: true }).waitFor();
    await page.reload();
    await lineOf(page, "Members", colleague.name).getByRole("combobox").waitFor();
    assert.equal(await lineOf(page, "Members", colleague.name).getByRole("combobox").inputValue(), "engineer");
    await page.getByText("Nobody is invited at the moment.").waitFor();

    const { page: second } = await visitor();
    await second.goto("/sign-in");
    await submitSignIn(second, colleague);
    await isInside(second);
    await theirs.goto("/devices");
    const other = theirs.getByRole("list", { name: "Devices" }).getByRole("listitem").filter({ hasNotText: "This device" });
    await other.getByRole("button", { name: /^Sign out/ }).click();
    await isTold(theirs, /is signed out$/);
    await other.waitFor({ state: "detached" });
    await second.reload();
    await isAtTheDoor(second);

    await theirs.getByRole("button", { name: "Sign out everywhere" }).click();
    await theirs.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await isAtTheDoor(theirs);
    await theirs.reload();
    await isAtTheDoor(theirs);

    await theirs.getByRole("link", { name: "Forgot your password?" }).click();
    // The page that is left has such a field too.
    await theirs.getByRole("heading", { name: "Set a new password" }).waitFor();
    await theirs.getByLabel("E-mail").fill(colleague.email);
    await theirs.getByRole("button", { name: "Send the link" }).click();
    await theirs.getByRole("heading", { name: "Check your mail" }).waitFor();
    const link = await mailedLink(server, colleague.email, "reset-password");
    await theirs.goto(link);
    const changed = { ...colleague, password: "seven loud silver kettles" };
    await theirs.getByLabel("New password", { exact: true }).fill(changed.password);
    await theirs.getByRole("button", { name: "Set the password" }).click();
    await theirs.getByRole("heading", { name: "Your password is changed" }).waitFor();
    await theirs.getByRole("link", { name: "Sign in" }).click();
    await submitSignIn(theirs, colleague);
    await theirs.getByRole("alert").getByText("That e-mail and password do not match").waitFor();
    await submitSignIn(theirs, changed);
    await isInside(theirs);
    await theirs.goto(link);
    await theirs.getByLabel("New password", { exact: true }).fill("nine small wooden spoons");
    await theirs.getByRole("button", { name: "Set the password" }).click();
    await theirs.getByRole("heading", { name: "This link does not work any more" }).waitFor();

    await page.goto("/account/audit");
    const entries = page.getByRole("list", { name: "Entries" });
    for (const done of AUDITED) await entries.getByRole("button", { name: done }).first().waitFor();
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText(/^Verified: all \d+ entries/).waitFor();
    await page.getByLabel("Who").selectOption(colleague.name);
    await entries.getByRole("button", { name: admin.name }).first().waitFor({ state: "detached" });
    assert.match(page.url(), /actor=/);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: /CSV/ }).click();
    assert.match((await download).suggestedFilename(), /\.csv$/);
  });

  scene("two tabs that renew their session at once stay signed in, also where locks are missing", async ({ visitor }) => {
    const { page, context } = await visitor();
    await register({ context });
    await page.goto("/");
    await isInside(page);
    const tabs = [page, await context.newPage(), await context.newPage(), await context.newPage()];
    for (const round of ["locks", "no locks"]) {
      if (round === "no locks") {
        // As on a server that is reached by plain HTTP.
        await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "locks"));
      }
      await Promise.all(tabs.map((tab) => tab.goto("/flows")));
      await Promise.all(tabs.map((tab) => isInside(tab)));
      await Promise.all(tabs.map((tab) => tab.reload()));
      await Promise.all(tabs.map((tab) => isInside(tab)));
    }
  });

  scene("going on in another account takes every tab there", async ({ visitor }) => {
    const { page, context } = await visitor();
    const person = await register({ context }, somebody("Noor Haddad"));
    await page.goto("/");
    await isInside(page);
    const other = await context.newPage();
    await other.goto("/account");
    await other.getByRole("heading", { name: person.name, level: 1 }).waitFor();

    await chooseInMenu(page, person, "New team account…");
    await page.getByRole("dialog").getByLabel("Name").fill("Harbour Logistics");
    await page.keyboard.press("Enter");
    await isTold(page, "Harbour Logistics is ready");
    await page.getByRole("heading", { name: "Members" }).waitFor();
    await other.getByRole("heading", { name: "Harbour Logistics", level: 1 }).waitFor();

    await chooseInMenu(other, person, person.name);
    await isTold(other, `You are in ${person.name} now`);
    await page.getByRole("complementary").getByText("Harbour Logistics").waitFor({ state: "detached" });
  });

  scene("who has an account joins another by its link, and a viewer is shown nothing that they may not do", async ({ server, visitor }) => {
    const admin = somebody("Ada Okafor");
    await call(server, "POST", "auth/register", { json: admin });
    const api = await apiAs(server, admin);
    const { code } = await api("POST", "account/invites", { json: { role: "viewer" } });

    const { page, context } = await visitor();
    const viewer = await register({ context }, somebody("Vik Tor"));
    await page.goto(`/invite/${code}`);
    await page.getByText("Ada Okafor invites you as viewer.").waitFor();
    await page.getByRole("button", { name: "Join" }).click();
    await isInside(page);
    await isTold(page, "Welcome to Ada Okafor");

    await page.goto("/account");
    await page.getByRole("heading", { name: "Policies" }).waitFor();
    for (const name of ["General", "Export", "Delete this account"]) {
      assert.equal(await page.getByRole("heading", { name }).count(), 0, name);
    }
    assert.equal(await page.getByRole("switch").count(), 0);
    assert.deepEqual(await page.getByRole("navigation", { name: /^Account/ }).getByRole("link").allInnerTexts(), ["Overview", "Members"]);
    await page.goto("/account/members");
    await lineOf(page, "Members", viewer.name).getByText("Viewer").waitFor();
    assert.equal(await page.getByRole("main").getByRole("button").count(), 0);
    assert.equal(await page.getByRole("main").getByRole("combobox").count(), 0);
    await page.goto("/account/audit");
    await page.getByText("This page is for admins").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("members");
    await page.getByRole("option", { name: "Members and invites" }).waitFor();
    await page.getByRole("combobox").fill("audit log");
    await page.getByRole("option", { name: "Members and invites" }).waitFor({ state: "detached" });
    assert.equal(await page.getByRole("option", { name: "Audit log" }).count(), 0);

    // The link was good for one.
    const { page: late } = await visitor();
    await late.goto(`/invite/${code}`);
    await late.getByRole("heading", { name: "This invitation does not work any more" }).waitFor();
  });

  scene("roles are changed and members removed, but never the last admin", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    const admin = await register({ context }, somebody("Ada Okafor"));
    const api = await apiAs(server, admin);
    const { code } = await api("POST", "account/invites", { json: { role: "engineer" } });
    const colleague = somebody("Lea Brandt");
    await call(server, "POST", "auth/register", { json: colleague });
    await (await apiAs(server, colleague))("POST", `invites/${code}/accept`);

    await page.goto("/account/members");
    const own = page.getByRole("combobox", { name: "Role of Ada Okafor" });
    await own.selectOption("viewer");
    await page.getByRole("dialog", { name: "Give up being admin?" }).getByRole("button", { name: "Give it up" }).click();
    await isTold(page, "There must be an admin left");
    assert.equal(await own.inputValue(), "admin");

    await page.getByRole("combobox", { name: "Role of Lea Brandt" }).selectOption("manager");
    await isTold(page, "Lea Brandt is manager now");
    await page.getByRole("button", { name: "Remove Lea Brandt" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await isTold(page, "Lea Brandt is removed");
    await lineOf(page, "Members", "Lea Brandt").waitFor({ state: "detached" });
  });

  scene("a token does what its scopes allow, until it is revoked", async ({ server, visitor }) => {
    const { page, context } = await visitor();
    await register({ context });
    await page.goto("/tokens");
    await page.getByText("No tokens yet").waitFor();
    await page.getByRole("button", { name: "New token" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Backup script");
    await dialog.getByRole("button", { name: "Create token" }).click();
    await dialog.getByText("Choose at least one.").waitFor();
    await dialog.getByLabel("trees:read").check();
    await dialog.getByRole("button", { name: "Create token" }).click();
    await page.getByRole("dialog", { name: "Copy the token now" }).getByRole("button", { name: "Copy" }).first().click();
    const token = await page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole("button", { name: "Done" }).click();
    const ask = async (/** @type {string} */ path) =>
      (await fetch(`${server.url}/api/v1/${path}`, { headers: { Authorization: `Bearer ${token}` } })).status;
    assert.deepEqual([await ask("trees"), await ask("sessions"), await ask("auth/sessions")], [200, 403, 403]);

    await page.getByRole("button", { name: "Revoke Backup script" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await isTold(page, "Backup script is revoked");
    await page.getByText("No tokens yet").waitFor();
    assert.equal(await ask("trees"), 401);
  });

  scene("an agent has a role, a name and tokens of its own", async ({ visitor }) => {
    const { page, context } = await visitor();
    await register({ context });
    await page.goto("/account/agents");
    await page.getByRole("button", { name: "New agent" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Nightly import");
    await page.keyboard.press("Enter");
    await isTold(page, "Nightly import is ready");
    await page.getByRole("button", { name: "New token" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("Cron");
    await page.getByLabel("trees:write").check();
    await page.getByRole("button", { name: "Create token" }).click();
    await page.getByRole("button", { name: "Done" }).click();
    await lineOf(page, "Tokens of Nightly import", "Cron").waitFor();
    await page.getByRole("combobox", { name: "Role of Nightly import" }).selectOption("viewer");
    await isTold(page, "Nightly import is viewer now");
    await page.getByRole("button", { name: "More for Nightly import" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await isTold(page, "Nightly import is deleted");
    await page.getByText("No agents yet").waitFor();
  });

  scene("the password is changed, and theme and keys are the same on the next device", async ({ visitor }) => {
    const { page, context } = await visitor();
    const person = await register({ context });
    const { page: second, context: elsewhere } = await visitor();
    await signIn({ context: elsewhere }, person);
    await second.goto("/");
    await isInside(second);

    await page.goto("/preferences");
    await page.getByText("Light on black").click();
    await page.getByRole("switch", { name: "Single-key shortcuts" }).click();
    await page.getByLabel("Current password").fill("not the right one at all");
    await page.getByLabel("New password", { exact: true }).fill("seven loud silver kettles");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByLabel("Current password").and(page.locator("[aria-invalid=true]")).waitFor();
    await page.getByLabel("Current password").fill(person.password);
    await page.keyboard.press("Enter");
    await isTold(page, "Your password is changed");
    await page.reload();
    await isInside(page);

    await second.reload();
    await isAtTheDoor(second);
    await submitSignIn(second, { ...person, password: "seven loud silver kettles" });
    await isInside(second);
    await second.locator("html[data-theme=dark]").waitFor();
    // A sign does nothing, and leaves the way to turn that on again.
    await second.keyboard.press("?");
    await second.keyboard.press("Control+k");
    await second.getByRole("combobox").fill("single-key");
    await second.getByRole("option", { name: "Turn single-key shortcuts on" }).waitFor();
    await second.keyboard.press("Enter");
    await second.keyboard.press("?");
    await second.getByRole("dialog", { name: "Keyboard shortcuts" }).getByRole("switch", { checked: true }).waitFor();
  });

  scene("an account is deleted once its name is typed, and its progress can be watched", async ({ visitor }) => {
    const { page, context } = await visitor();
    const person = await register({ context }, somebody("Gone Tomorrow"));
    await page.goto("/account");
    await page.getByRole("button", { name: "Delete…" }).click();
    const dialog = page.getByRole("dialog", { name: `Delete ${person.name}?` });
    const confirm = dialog.getByRole("button", { name: "Delete for good" });
    await dialog.getByRole("textbox").fill("gone tomorrow");
    assert.ok(await confirm.isDisabled());
    await dialog.getByRole("textbox").fill(person.name);
    await confirm.click();
    await page.waitForURL(/\/deleting\//);
    await page.getByRole("heading", { name: "The account is deleted" }).waitFor();
    await page.getByRole("link", { name: "Sign in" }).click();
    await submitSignIn(page, person);
    await page.getByRole("alert").getByText("That e-mail and password do not match").waitFor();
  });
});

/** What the first scene leaves in the log. */
const AUDITED = [
  /^Account created/,
  /^Person registered/,
  /^Person email verified/,
  /^Invitation created/,
  /^Member joined/,
  /^Device revoked/,
  /^Devices revoked/,
  /^Password reset/,
];
