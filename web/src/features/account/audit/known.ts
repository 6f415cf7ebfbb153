/** What the server writes into the audit log. Anything else that turns up there can be asked for as well. */
export const ACTIONS: readonly string[] = [
  "account.created",
  "account.updated",
  "device.revoked",
  "device.signed_in",
  "device.signed_out",
  "devices.revoked",
  "token.created",
  "token.revoked",
  "user.registered",
  "user.renamed",
];
export const TARGETS: readonly string[] = ["account", "device", "token", "user", "invite", "agent"];
