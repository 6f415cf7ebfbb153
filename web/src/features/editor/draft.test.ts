import { expect, it } from "vitest";
import type { Draft } from "@/flow-model/change";
import { action, flow } from "@/flow-model/testing";
import { isSameDraft } from "./draft";

const draft: Draft = {
  meta: {
    name: "VPN",
    description: "",
    category: null,
    tags: ["net"],
    visibility: "team",
    review_due_at: null,
  },
  document: flow(action("a"), action("b")),
};

it("has something to save when a field differs, of the flow or of a step", () => {
  expect(isSameDraft(draft, structuredClone(draft))).toBe(true);
  expect(isSameDraft({ ...draft, meta: { ...draft.meta, name: "VPN fails" } }, draft)).toBe(false);
  expect(isSameDraft({ ...draft, document: flow(action("a"), action("b", "a")) }, draft)).toBe(false);
});

it("does not save anew because steps of a graph are listed in another order", () => {
  const document = { ...draft.document, nodes: draft.document.nodes.toReversed() };
  expect(isSameDraft({ ...draft, document }, draft)).toBe(true);
});
