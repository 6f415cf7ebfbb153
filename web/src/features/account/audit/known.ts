/** What the server writes into the audit log. Anything else that turns up there can be asked for as well. */
export const ACTIONS: readonly string[] = [
  "device.revoked",
  "device.signed_in",
  "token.created",
  "token.revoked",
  "user.registered",
  "user.renamed",
];
export const TARGETS: readonly string[] = ["device", "token", "user", "tenant", "invite", "agent"];
