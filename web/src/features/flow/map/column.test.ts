import { expect, it } from "vitest";
import { procedure, section, step } from "@/flow-model/testing";
import { columnWith } from "./column";

const size = { width: 200, height: 40 };
const measure = { node: () => size, label: () => size };

it("draws a checklist as a column, numbered, with the steps of a section further in", () => {
  const document = {
    ...procedure(step("a"), section("s"), step("b"), { id: "e", type: "procedure_end", title: "Done" }),
    connections: [{ id: "c", from: "b", to: "a", type: "dependency" as const }],
  };
  const { nodes, edges } = columnWith(document, measure);
  expect(nodes.map(({ node, x, y }) => [node.title, x, y])).toEqual([
    ["1. a", 24, 24],
    ["s", 24, 88],
    ["2. b", 52, 152],
    ["Done", 24, 216],
  ]);
  expect(edges.map(({ from, to, isAside }) => `${from}>${to}${isAside ? " aside" : ""}`)).toEqual([
    "a>s",
    "s>b",
    "b>e",
    "b>a aside",
  ]);
  expect(edges.every(({ path }) => path.startsWith("M"))).toBe(true);
  expect(edges[0]?.path).toBe("M124,64 L124,88");
});

it("draws thousands of steps, and none", () => {
  const many = Array.from({ length: 5_000 }, (_, place) => step(`s${place}`));
  expect(columnWith(procedure(...many), measure).edges).toHaveLength(4_999);
  expect(columnWith(procedure(), measure)).toEqual({ nodes: [], edges: [] });
});
