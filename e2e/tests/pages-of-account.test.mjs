/** The pages about people and their account, looked at as those in pages.test.mjs. */
import { gallery } from "../lib/gallery.mjs";
import { mailedLink } from "../lib/mail.mjs";
import { settle } from "../lib/people.mjs";
import { call, somebody } from "../lib/person.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {import("../lib/gallery.mjs").Place} Place
 * @typedef {import("../lib/world.mjs").World} World
 */

/** A page that is there when its heading is. @param {string} path @param {string | RegExp} heading @returns {Place} */
const at = (path, heading) => async (page) => {
  await page.goto(path);
  await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
};

/** A page of an account with people in it, there when this text is. @param {string} path @param {string} text @returns {Place} */
const among = (path, text) => async (page, world) => {
  await settle(world);
  await page.goto(path);
  await page.getByRole("main").getByText(text, { exact: true }).first().waitFor();
};

/** A dialog that a button of such a page opens. @param {Place} place @param {string | RegExp} button @returns {Place} */
const opened = (place, button) => async (page, world) => {
  await place(page, world);
  await page.getByRole("main").getByRole("button", { name: button }).first().click();
  await page.getByRole("dialog").waitFor();
};

/** A part of the operators' page, there when this text is. @param {string} tab @param {string} text @returns {Place} */
const kept = (tab, text) => async (page, world) => {
  await settle(world);
  await appoint(world);
  await page.goto(`/platform?tab=${tab}`);
  await page.getByRole("tabpanel").getByText(text).first().waitFor();
  await page.getByRole("button", { name: /^Account$|Robin/ }).filter({ visible: true }).first().waitFor();
};

/** @type {WeakMap<World, Promise<void>>} */
const appointed = new WeakMap();

/** Makes the person of a world an operator who has something to keep, once. @param {World} world */
function appoint(world) {
  const made = async () => {
    await world.server.command("admin", "create-operator", "--email", world.person.email);
    await world.api("POST", "platform/invite-codes", { json: { label: "Pilot customers", max_uses: 25 } });
  };
  const appointing = appointed.get(world) ?? made();
  appointed.set(world, appointing);
  return appointing;
}

/** The link of a new invitation. @param {import("../lib/world.mjs").World} world */
async function invitation(world) {
  await settle(world);
  return (await world.api("POST", "account/invites", { json: { role: "engineer" } })).code;
}

/** @type {Record<string, Place>} */
const OUTSIDE = {
  forgot: at("/forgot", "Set a new password"),
  async "forgot-sent"(page, world) {
    await OUTSIDE.forgot?.(page, world);
    await page.getByLabel("E-mail").fill("nobody@example.com");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Check your mail" }).waitFor();
  },
  async reset(page, { server, person }) {
    await call(server, "POST", "auth/password/forgot", { json: { email: person.email } });
    await at(await mailedLink(server, person.email, "reset-password"), "Choose a new password")(page, /** @type {any} */ ({}));
  },
  "reset-without-link": at("/reset", "This link does not work any more"),
  async "verify-done"(page, { server }) {
    const person = somebody();
    await call(server, "POST", "auth/register", { json: person });
    await page.goto(await mailedLink(server, person.email, "verify-email"));
    await page.getByRole("heading", { name: "Your e-mail is verified" }).waitFor();
  },
  "verify-again": at("/verify?token=bb_vfy_used", "This link does not work any more"),
  async invited(page, world) {
    await page.goto(`/invite/${await invitation(world)}`);
    await page.getByRole("link", { name: "Create an account" }).waitFor();
  },
  async "register-invited"(page, world) {
    await page.goto(`/register?invite=${await invitation(world)}`);
    await page.getByText("invites you to Harbour Logistics").waitFor();
  },
  "invite-taken-back": at("/invite/bb_inv_gone", "This invitation does not work any more"),
  "deletion-unknown": at("/deleting/018f0000-0000-7000-8000-000000000000", "This deletion is not known"),
  async "deletion-done"(page, { server }) {
    const person = somebody("Gone Tomorrow");
    const { access_token } = await call(server, "POST", "auth/register", { json: person });
    const { id } = await call(server, "DELETE", "account", { json: { name: person.name }, token: access_token });
    await at(`/deleting/${id}`, "The account is deleted")(page, /** @type {any} */ ({}));
  },
};

const ACCOUNT = among("/account", "Policies");
const MEMBERS = among("/account/members", "Ada Okafor");
const AGENTS = among("/account/agents", "Cron on app-1");
const TOKENS = among("/tokens", "Backup script");

/** @type {Record<string, Place>} */
const INSIDE = {
  account: ACCOUNT,
  "account-delete-dialog": opened(ACCOUNT, "Delete…"),
  members: MEMBERS,
  "members-none-found": among("/account/members?q=zzqxv", "Nobody fits “zzqxv”"),
  "members-remove-dialog": opened(MEMBERS, "Remove Ada Okafor"),
  "invite-dialog": opened(MEMBERS, "Invite people"),
  async "invite-made-dialog"(page, world) {
    await INSIDE["invite-dialog"]?.(page, world);
    await page.getByRole("dialog").getByText("By link").click();
    await page.getByRole("button", { name: "Make the link" }).click();
    await page.getByRole("dialog", { name: "Copy the link now" }).waitFor();
  },
  agents: AGENTS,
  "agent-dialog": opened(AGENTS, "New agent"),
  "agent-token-dialog": opened(AGENTS, "New token"),
  async audit(page, world) {
    await settle(world);
    await page.goto("/account/audit");
    await page.getByRole("list", { name: "Entries" }).getByRole("button").first().click();
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("Verified:").waitFor();
  },
  "audit-none-found": among("/account/audit?from=2020-01-01&to=2020-01-02", "No entry fits"),
  devices: among("/devices", "This device"),
  "devices-everywhere-dialog": opened(among("/devices", "This device"), "Sign out everywhere"),
  tokens: TOKENS,
  async "token-dialog"(page, world) {
    await opened(TOKENS, "New token")(page, world);
    await page.getByRole("button", { name: "Create token" }).click();
    await page.getByText("Choose at least one.").waitFor();
  },
  async "token-shown-dialog"(page, world) {
    await opened(TOKENS, "New token")(page, world);
    await page.getByLabel("Name").fill("Status screen");
    await page.getByLabel("trees:read").check();
    await page.getByRole("button", { name: "Create token" }).click();
    await page.getByRole("dialog", { name: "Copy the token now" }).waitFor();
  },
  preferences: at("/preferences", "Preferences"),
  "platform-not-for-all": at("/platform", "There is nothing here"),
  async "organization-dialog"(page) {
    await page.goto("/preferences");
    await page.getByRole("button", { name: /^Account$|Robin/ }).filter({ visible: true }).first().click();
    await page.getByRole("menuitem", { name: "New team account…" }).click();
    await page.getByRole("dialog").waitFor();
  },
  async "invited-signed-in"(page, world) {
    await page.goto(`/invite/${await invitation(world)}`);
    await page.getByRole("button", { name: "Join" }).waitFor();
  },
  // Last: who is an operator finds more everywhere.
  platform: kept("tenants", "Harbour Logistics"),
  "platform-people": kept("people", "Ada Okafor"),
  "platform-codes": kept("codes", "Pilot customers"),
  "platform-jobs": kept("jobs", "send mail"),
};

gallery("pages of people and their account", { outside: OUTSIDE, inside: INSIDE });
