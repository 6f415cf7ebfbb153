/** Colleagues, invitations, agents and tokens in an account: for looking at its pages. */
import { apiAs, call, somebody } from "./person.mjs";

/** @typedef {import("./world.mjs").World} World */

/** @type {WeakMap<World, Promise<void>>} */
const settled = new WeakMap();

/** Moves them into the account of a world, once. @param {World} world */
export function settle(world) {
  const moving = settled.get(world) ?? moveIn(world);
  settled.set(world, moving);
  return moving;
}

/** @param {World} world */
async function moveIn({ server, api }) {
  await api("PATCH", "account", { json: { name: "Harbour Logistics", type: "organization" } });
  for (const [name, role] of [["Ada Okafor", "manager"], ["Jonas van der Meulen-Brandt", "engineer"]]) {
    const { code } = await api("POST", "account/invites", { json: { role } });
    const person = somebody(name);
    await call(server, "POST", "auth/register", { json: person });
    await (await apiAs(server, person))("POST", `invites/${code}/accept`);
  }
  await api("POST", "account/invites", { json: { role: "engineer", email: "lea.brandt@example.com" } });
  await api("POST", "account/invites", { json: { role: "viewer", max_uses: 20 } });
  const agent = await api("POST", "account/agents", { json: { name: "Nightly import", role: "engineer" } });
  await api("POST", "account/agents", { json: { name: "Triage assistant", role: "viewer" } });
  await api("POST", `account/agents/${agent.id}/tokens`, { json: { name: "Cron on app-1", scopes: ["trees:read", "trees:write"] } });
  const expires_at = new Date(Date.now() + 80 * 86_400_000).toISOString();
  await api("POST", "auth/tokens", { json: { name: "Backup script", scopes: ["trees:read", "sessions:read"], expires_at } });
  await api("PATCH", "account", { json: { settings: { allow_public_shares: false, session_retention_days: 365 } } });
}
