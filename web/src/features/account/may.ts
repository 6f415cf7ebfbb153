import type { Me } from "@/api/types";

/** Whether somebody manages the account they are in: members, agents, policies, the audit log. */
export function manages(me: Pick<Me, "permissions">): boolean {
  return me.permissions.includes("admin");
}

/** Whether somebody changes categories and tags on all flows at once. */
export function managesLabels(me: Pick<Me, "permissions">): boolean {
  return me.permissions.includes("labels:manage");
}
