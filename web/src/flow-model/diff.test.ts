import { describe, expect, it } from "vitest";
import type { Diff } from "@/api/types";
import { countMarks, entriesOf, lineKey, mergedNodes, overlay, type Comparison } from "./diff";
import { action, decision, flow, procedure, solution, step } from "./testing";

const NOTHING: Diff = { added: [], removed: [], moved: [], changed: [], document: [] };

const before = flow(decision("ask", { Yes: "done", No: "try" }), solution("done"), action("try", "done"));
const after = flow(
  decision("ask", { Yes: "done", No: "call" }, { title: "Is it up?" }),
  solution("done"),
  solution("call", { description: "By phone" }),
);
const comparison: Comparison = {
  before,
  after,
  diff: {
    ...NOTHING,
    added: ["call"],
    removed: ["try"],
    changed: [
      {
        node_id: "ask",
        fields: [
          { field: "title", from: "ask?", to: "Is it up?" },
          { field: "options/No/to", from: "try", to: "call" },
        ],
      },
    ],
    moved: [{ node_id: "ask", from: null, to: "done" }],
  },
};

describe("a comparison", () => {
  it("tells node by node what has become of it, in the order of the document", () => {
    const told = entriesOf(comparison).map(({ node, marks, fields }) => [
      node.id,
      marks,
      fields.map((f) => f.field),
    ]);
    expect(told).toEqual([
      ["ask", ["changed", "moved"], ["title", "options/No/to"]],
      ["try", ["removed"], ["next"]],
      ["call", ["added"], ["description"]],
    ]);
    expect(countMarks(comparison)).toEqual({ added: 1, removed: 1, moved: 0, changed: 1, document: 0 });
  });

  it("draws what is gone beside what is there", () => {
    const { document, marks } = overlay(comparison);
    expect(document.nodes.map(({ id }) => id)).toEqual(["ask", "done", "try", "call"]);
    expect([...marks.lines]).toEqual([
      [lineKey("ask", "call"), "added"],
      [lineKey("ask", "try"), "removed"],
      [lineKey("try", "done"), "removed"],
    ]);
    // The line to the removed node keeps the answer that led there; its own line is drawn once.
    expect(document.connections).toEqual([
      { id: "gone:ask>try", from: "ask", to: "try", label: "No", type: "parent-child" },
    ]);
  });

  it("shows a removed step where it was", () => {
    const nodes = mergedNodes(
      procedure(step("x"), step("a"), step("y"), step("b")),
      procedure(step("b"), step("a")),
    );
    expect(nodes.map(({ id }) => id)).toEqual(["x", "b", "a", "y"]);
  });
});
