import { expect, it, vi } from "vitest";
import { strings } from "@/app/strings";
import type { ActionContext } from "./action";
import { ACTIONS } from "./table";

const contextAt = (pathname: string, me = { permissions: [] as string[], user: { is_operator: false } }) =>
  ({ pathname, me, navigate: vi.fn<() => void>() }) as unknown as ActionContext;

it("has one action for each id and each key", () => {
  const ids = ACTIONS.map((action) => action.id);
  const keys = ACTIONS.flatMap((action) => action.keys ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(keys).size).toBe(keys.length);
});

it("has no key that is the beginning of another, which could then never be typed", () => {
  const keys = ACTIONS.flatMap((action) => action.keys ?? []);
  for (const key of keys) expect(keys.filter((other) => other.startsWith(`${key} `))).toEqual([]);
});

it("names every action and puts it in a group that has a name", () => {
  for (const { label, group } of ACTIONS) {
    expect(label).not.toBe("");
    expect(strings.shell.groups[group]).toBeTruthy();
  }
});

it("does not offer to go where one is", () => {
  const toFlows = ACTIONS.find((action) => action.id === "go-flows");
  expect(toFlows?.enabled?.(contextAt("/flows"))).toBe(false);
  expect(toFlows?.enabled?.(contextAt("/"))).toBe(true);
});

it("offers an account's pages to those who manage it, and the platform's to its operators", () => {
  const isOffered = (id: string, me?: Parameters<typeof contextAt>[1]) =>
    ACTIONS.find((action) => action.id === id)?.enabled?.(contextAt("/", me)) ?? true;
  const admin = { permissions: ["admin"], user: { is_operator: false } };
  const operator = { permissions: [], user: { is_operator: true } };
  for (const id of ["go-agents", "go-audit"]) {
    expect([isOffered(id), isOffered(id, admin)]).toEqual([false, true]);
  }
  expect([isOffered("go-platform"), isOffered("go-platform", operator)]).toEqual([false, true]);
  for (const id of ["go-account", "go-members", "go-devices"]) expect(isOffered(id)).toBe(true);
});
