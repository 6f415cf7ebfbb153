import { expect, it } from "vitest";
import type { FlowDocument } from "@/api/types";
import { paperSteps } from "./numbering";

it("numbers the steps as they are told, and leads to numbers", () => {
  const document = {
    schema: 1,
    kind: "troubleshooting",
    root: "ask",
    nodes: [
      { id: "done", type: "solution", title: "Done" },
      {
        id: "ask",
        type: "decision",
        title: "Is it on?",
        options: [
          { id: "y", label: "Yes", to: "done" },
          { id: "n", label: "No", to: "switch" },
          { id: "x", label: "Perhaps" },
        ],
      },
      { id: "switch", type: "action", title: "Switch it on", next: "ask" },
    ],
  } as FlowDocument;
  const steps = paperSteps(document);
  expect(steps.map(({ node, number }) => [number, node.id])).toEqual([
    [1, "ask"],
    [2, "done"],
    [3, "switch"],
  ]);
  expect(steps[0]?.ways.map(({ label, to }) => [label, to?.number])).toEqual([
    ["Yes", 2],
    ["No", 3],
    ["Perhaps", undefined],
  ]);
  expect(steps[2]?.ways).toEqual([{ label: "", isAnswer: false, to: { number: 1, title: "Is it on?" } }]);
});

it("leads to the numbers of steps that are referred to, and to the title of a heading", () => {
  const document = {
    schema: 1,
    kind: "procedural",
    nodes: [
      { id: "s", type: "section_header", title: "Before" },
      { id: "a", type: "procedure_step", title: "Stop" },
      { id: "b", type: "procedure_step", title: "Swap" },
    ],
    connections: [
      { id: "1", from: "b", to: "a", type: "dependency", label: "no power" },
      { id: "2", from: "b", to: "s", type: "reference" },
      { id: "3", from: "b", to: "gone", type: "reference" },
    ],
  } as FlowDocument;
  expect(paperSteps(document)[2]?.related).toEqual([
    { id: "1", type: "dependency", label: "no power", number: 1, title: "Stop" },
    { id: "2", type: "reference", label: "", number: undefined, title: "Before" },
  ]);
});

it("gives the sections of a checklist no number", () => {
  const document = {
    schema: 1,
    kind: "procedural",
    nodes: [
      { id: "s", type: "section_header", title: "Before" },
      { id: "a", type: "procedure_step", title: "Stop" },
      { id: "e", type: "procedure_end", title: "Done" },
    ],
  } as FlowDocument;
  expect(paperSteps(document).map(({ number, ways }) => [number, ways.length])).toEqual([
    [undefined, 0],
    [1, 0],
    [2, 0],
  ]);
});
