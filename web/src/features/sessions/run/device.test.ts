import { beforeEach, expect, it } from "vitest";
import { RunStore, sessionsWithUnsent, tabName } from "./device";
import type { Pending } from "./recorder";

const pending = (note: string): Pending => ({
  event: { type: "noted", note, node_id: "a" },
  expected_seq: 1,
  seconds: 0,
  at: "2026-11-04T09:12:00Z",
});

beforeEach(() => localStorage.clear());
const store = (tab: string, user = "u1") => new RunStore(localStorage, user, "s1", tab);

it("gives a reloaded tab what it had not sent", () => {
  store("a").keepQueue([pending("x")]);
  expect(store("a").loadQueue()).toEqual([pending("x")]);
  store("a").keepQueue([]);
  expect(store("a").loadQueue()).toEqual([]);
});

it("gives a new tab what a closed one had not sent, once", () => {
  store("a").keepQueue([pending("x")]);
  expect(store("b").loadQueue()).toEqual([pending("x")]);
  expect(localStorage).toHaveLength(1);
  store("b").keepQueue([]);
  expect(store("a").loadQueue()).toEqual([]);
});

it("keeps two tabs and two people apart", () => {
  store("a").keepQueue([pending("x")]);
  store("b").keepQueue([pending("y")]);
  expect(store("a").loadQueue()).toEqual([pending("x")]);
  expect(store("a", "u2").loadQueue()).toEqual([]);
  expect(sessionsWithUnsent(localStorage, "u1")).toEqual(["s1"]);
  expect(sessionsWithUnsent(localStorage, "u2")).toEqual([]);
});

it("goes on without storage", () => {
  const refusing = new Proxy({} as Storage, {
    get: (_, name) => {
      if (name === "length") return 0;
      return () => {
        throw new Error("full");
      };
    },
  });
  const store = new RunStore(refusing, "u1", "s1", "a");
  store.keepQueue([pending("x")]);
  store.keepPlace({ seq: 1, seconds: 1, ticks: [], draft: "" });
  expect([store.loadQueue(), store.loadPlace()]).toEqual([[], null]);
  expect(tabName(refusing, () => "t")).toBe("t");
});

it("does not trip over what someone else has written", () => {
  localStorage.setItem("branchbook.run.u1.s1.place", "{broken");
  expect(store("a").loadPlace()).toBeNull();
});
