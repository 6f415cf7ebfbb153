import { expect, it } from "vitest";
import { scopesOf } from "./scopes";

const ALL = [
  { scope: "trees:read", least_role: "viewer", description: "" },
  { scope: "trees:write", least_role: "engineer", description: "" },
  { scope: "admin", least_role: "admin", description: "" },
] as const;

it("offers what the role has, and nothing that it has not", () => {
  const offered = (role: Parameters<typeof scopesOf>[0]) => scopesOf(role, ALL).map(({ scope }) => scope);
  expect(offered("viewer")).toEqual(["trees:read"]);
  expect(offered("manager")).toEqual(["trees:read", "trees:write"]);
  expect(offered("admin")).toEqual(["trees:read", "trees:write", "admin"]);
});
