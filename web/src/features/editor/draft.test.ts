import { expect, it } from "vitest";
import type { Draft } from "@/flow-model/change";
import { action, flow } from "@/flow-model/testing";
import { difference, saysTheSame } from "./draft";

const draft: Draft = {
  meta: { name: "VPN", description: "", category: null, tags: ["net"], visibility: "team" },
  document: flow(action("a")),
};

it("tells the server only what has changed", () => {
  expect(difference(draft, draft)).toEqual({});
  const renamed: Draft = { ...draft, meta: { ...draft.meta, name: "VPN fails", tags: ["net"] } };
  expect(difference(renamed, draft)).toEqual({ name: "VPN fails" });
  const document = flow(action("a"), action("b"));
  expect(difference({ ...draft, document }, draft)).toEqual({ tree_structure: document });
});

it("takes what is empty for what is absent", () => {
  const written: Draft = {
    meta: { ...draft.meta, description: " " },
    document: {
      ...flow(action("a", undefined, { description: "", checklist: [], next: null })),
      connections: [],
    },
  };
  expect(saysTheSame(written, draft)).toBe(true);
  expect(saysTheSame({ ...draft, document: flow(action("a", "b")) }, draft)).toBe(false);
});
