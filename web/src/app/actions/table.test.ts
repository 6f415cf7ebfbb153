import { expect, it, vi } from "vitest";
import { strings } from "@/app/strings";
import type { ActionContext } from "./action";
import { ACTIONS } from "./table";

const contextAt = (pathname: string) =>
  ({ pathname, navigate: vi.fn<() => void>() }) as unknown as ActionContext;

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
