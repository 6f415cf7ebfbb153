/** Two people of one account, each at a browser of their own. */
import { apiAs, call, register, signIn, somebody } from "./person.mjs";

/**
 * @param {import("./scenes.mjs").Stage} stage
 * @param {[string, string]} names The first is the account's admin, the second a manager.
 */
export async function colleagues({ server, visitor }, [first, second]) {
  const [host, guest] = [await visitor(), await visitor()];
  const owner = await register(host, somebody(first));
  const api = await apiAs(server, owner);
  await api("PATCH", "account", { json: { name: "Harbour Logistics", type: "organization" } });
  const { code } = await api("POST", "account/invites", { json: { role: "manager" } });
  const other = somebody(second);
  await call(server, "POST", "auth/register", { json: { ...other, invite_code: code } });
  await signIn(guest, other);
  return { host, guest, api };
}
