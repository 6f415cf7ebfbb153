import { describe, expect, it } from "vitest";
import type { FlowDocument, FlowNode } from "@/api/types";
import { outline } from "./outline";

const flow = (nodes: FlowNode[], more: Partial<FlowDocument> = {}): FlowDocument => ({
  schema: 1,
  kind: "troubleshooting",
  nodes,
  ...more,
});
const shown = (document: FlowDocument) =>
  outline(document).map(
    ({ node, depth, via, again }) => `${depth} ${via ?? "-"} ${node.id}${again ? " again" : ""}`,
  );

describe("the outline of a graph", () => {
  it("follows the answers, deeper after a question, and marks joins and loops", () => {
    const document = flow(
      [
        { id: "end", type: "solution", title: "" },
        {
          id: "q",
          type: "decision",
          title: "",
          options: [
            { id: "y", label: "Yes", to: "end" },
            { id: "n", label: "No", to: "do" },
            { id: "u", label: "Unknown" },
          ],
        },
        { id: "do", type: "action", title: "", next: "q" },
      ],
      { root: "q" },
    );
    expect(shown(document)).toEqual(["0 - q", "1 Yes end", "1 No do", "1 - q again"]);
  });

  it("shows what nothing leads to, and survives targets that do not exist", () => {
    const document = flow(
      [
        { id: "a", type: "action", title: "", next: "nowhere" },
        { id: "lost", type: "solution", title: "" },
      ],
      { root: "a" },
    );
    expect(shown(document)).toEqual(["0 - a", "0 - lost"]);
  });

  it("takes thousands of steps in a row", () => {
    const nodes = Array.from({ length: 5_000 }, (_, n): FlowNode => ({
      id: `n${n}`,
      type: "decision",
      title: "",
      options: [{ id: "o", label: "On", to: `n${n + 1}` }],
    }));
    const lines = outline(flow(nodes, { root: "n0" }));
    expect(lines).toHaveLength(5_000);
    expect(lines.at(-1)?.depth).toBe(8);
  });
});

it("sets the steps of a checklist under their section", () => {
  const document = flow(
    [
      { id: "first", type: "procedure_step", title: "" },
      { id: "s", type: "section_header", title: "" },
      { id: "step", type: "procedure_step", title: "" },
      { id: "end", type: "procedure_end", title: "" },
    ],
    { kind: "procedural" },
  );
  expect(shown(document)).toEqual(["0 - first", "0 - s", "1 - step", "0 - end"]);
});
