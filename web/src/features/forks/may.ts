import type { Me } from "@/api/types";

/** Whether somebody writes flows in the account they are in, and so may fork what they can read. */
export function forks(me: Pick<Me, "permissions">): boolean {
  return me.permissions.includes("trees:write");
}
