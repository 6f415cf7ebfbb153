import type { Role } from "@/api/types";

export const identity = {
  roles: {
    viewer: "Viewer",
    engineer: "Engineer",
    manager: "Manager",
    admin: "Admin",
  } satisfies Record<Role, string>,
  /** What a role lets one do, for those who give it. */
  roleHints: {
    viewer: "Reads what is published",
    engineer: "Writes and runs flows",
    manager: "Edits every team flow, prepares sessions",
    admin: "Manages members and the account, too",
  } satisfies Record<Role, string>,
  starting: "Starting Branchbook…",
  unreachableHint: "This page tries again by itself.",
};
