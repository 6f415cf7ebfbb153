import { expect, it } from "vitest";
import { flow, solution } from "@/flow-model/testing";
import { choicesOf, chosenOf } from "./choice";

const before = flow(solution("a"), solution("b"));
const after = flow(solution("a", { title: "A" }), solution("b", { title: "B" }));
const change = (node_id: string) => ({ node_id, fields: [{ field: "title", from: node_id, to: "x" }] });
const diff = {
  added: [],
  removed: [],
  moved: [],
  changed: [change("a"), change("b")],
  document: [{ field: "root", from: "a", to: "b" }],
};

it("offers each node, and what belongs to none", () => {
  expect(choicesOf({ before, after, diff })).toEqual(["", "a", "b"]);
  expect(choicesOf({ before, after, diff: { ...diff, document: [] } })).toEqual(["a", "b"]);
});

it("names nothing when everything is chosen", () => {
  const all = ["", "a", "b"];
  expect(chosenOf(all, new Set())).toEqual({});
  expect(chosenOf(all, new Set(["a"]))).toEqual({ node_ids: ["b"], surroundings: true });
  expect(chosenOf(all, new Set([""]))).toEqual({ node_ids: ["a", "b"], surroundings: false });
});
