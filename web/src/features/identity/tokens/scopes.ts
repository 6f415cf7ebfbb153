import type { Role, ScopeInfo } from "@/api/types";

const ORDER: readonly Role[] = ["viewer", "engineer", "manager", "admin"];

/** Whether `role` has all that `least` has. */
export function reaches(role: Role, least: Role): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(least);
}

/** The scopes that a token of someone in `role` can have: others it would carry in vain. */
export function scopesOf(role: Role, all: readonly ScopeInfo[]): ScopeInfo[] {
  return all.filter(({ least_role }) => reaches(role, least_role));
}
