import { describe, expect, it } from "vitest";
import type { FlowDocument } from "@/api/types";
import { documentAfter } from "./change";
import { clipOf, paste, readClip, writeClip, type Clip } from "./clip";
import { action, decision, flow, impact, procedure, section, solution, step } from "./testing";

const ladder = (): FlowDocument => ({
  ...flow(
    decision("a", { Yes: "s", No: "b" }),
    action("b", "c", { title: "Test {{port}}" }),
    decision("c", { Yes: "s", No: "a" }),
    solution("s"),
  ),
  intake: ["port", "name"].map((name) => ({
    name,
    label: name,
    type: "text",
    required: false,
    deferred: true,
  })),
  connections: [
    { id: "1", from: "b", to: "c", type: "reference" },
    { id: "2", from: "a", to: "b", type: "reference" },
  ],
  canvas: { positions: { b: { x: 10, y: 20 } } },
});

/** Through the clipboard and into a flow. */
function pasted(document: FlowDocument, clip: Clip, options?: Parameters<typeof paste>[2]) {
  const read = readClip(writeClip(clip));
  const done = read && paste(document, read, options);
  if (done === null || typeof done === "string") throw new Error(`${done}`);
  return { ...done, document: documentAfter(document, done.changes) };
}

describe("a copy", () => {
  it("has new ids, the links among its nodes, and none outward", () => {
    const { document, ids } = pasted(ladder(), clipOf(ladder(), new Set(["b", "c"])));
    const [b, c] = ids.map((id) => document.nodes.find((node) => node.id === id));
    expect(ids).toHaveLength(2);
    expect(["b", "c"].some((id) => ids.includes(id))).toBe(false);
    expect([b?.title, b?.next]).toEqual(["Test {{port}}", c?.id]);
    expect(c?.options).toEqual([
      { id: "Yes", label: "Yes" },
      { id: "No", label: "No" },
    ]);
    expect(document.connections?.slice(2)).toMatchObject([{ from: b?.id, to: c?.id, type: "reference" }]);
    expect(document.root).toBe("a");
  });

  it("brings along what its nodes ask for, where the other flow does not ask for it", () => {
    const clip = clipOf(ladder(), new Set(["b", "s"]));
    const { document } = pasted(flow(), clip);
    expect(document.intake?.map(({ name }) => name)).toEqual(["port"]);
    expect(document.root).toBe(document.nodes[0]?.id);
    expect(pasted(ladder(), clip).document.intake).toHaveLength(2);
  });

  it("begins an empty flow at the start of its own, or where none of its nodes leads", () => {
    const moved = { ...ladder(), nodes: ladder().nodes.toReversed() };
    const starts = (...ids: string[]) => {
      const { document } = pasted(flow(), clipOf(moved, new Set(ids)));
      return document.nodes.find(({ id }) => id === document.root)?.title;
    };
    expect([starts("a", "b", "c", "s"), starts("b", "c", "s"), starts("s")]).toEqual([
      "a?",
      "Test {{port}}",
      "s",
    ]);
  });

  it("lies beside what was copied, or nowhere in particular", () => {
    const clip = clipOf(ladder(), new Set(["b", "c"]), new Map([["c", { x: 5, y: 6 }]]));
    const { document, ids } = pasted(ladder(), clip, { by: { x: 40, y: 40 } });
    expect(ids.map((id) => document.canvas?.positions?.[id])).toEqual([
      { x: 50, y: 60 },
      { x: 45, y: 46 },
    ]);
    expect(Object.keys(pasted(ladder(), clip).document.canvas?.positions ?? {})).toEqual(["b"]);
  });

  it("becomes steps of a checklist, after the chosen one and before its end", () => {
    const checklist = procedure(section("S"), step("x"), step("y"), {
      id: "end",
      type: "procedure_end",
      title: "end",
    });
    const clip = clipOf(ladder(), new Set(["a", "b"]));
    const titles = (after?: string) => {
      const { document, flattened } = pasted(checklist, clip, { after });
      return [document.nodes.map(({ title }) => title).join(), flattened];
    };
    expect(titles("x")).toEqual(["S,x,a?,Test {{port}},y,end", 1]);
    expect(titles("end")).toEqual(["S,x,y,a?,Test {{port}},end", 1]);
    const added = pasted(checklist, clip, { after: "x" }).document.nodes[2];
    expect([added?.type, added?.options, added?.next]).toEqual(["procedure_step", undefined, undefined]);
  });

  it("of steps becomes actions that follow each other", () => {
    const clip = clipOf(procedure(section("S"), step("x"), step("y")), new Set(["S", "x", "y"]));
    const { document } = pasted(flow(), clip);
    expect(document.nodes.map(({ type, title }) => `${type} ${title}`)).toEqual(["action x", "action y"]);
    expect(document.nodes[0]?.next).toBe(document.nodes[1]?.id);
  });

  it("does not go between impact trees and flows that are run, and says so", () => {
    const tree = impact([{ id: "o", type: "objective", title: "Grow" }]);
    expect(paste(flow(), clipOf(tree, new Set(["o"])))).toBe("impact_into_steps");
    expect(paste(tree, clipOf(ladder(), new Set(["b"])))).toBe("steps_into_impact");
    expect(paste(flow(), clipOf(procedure(section("S")), new Set(["S"])))).toBe("nothing_left");
  });
});

describe("what comes from a clipboard", () => {
  const text = (more: object) => writeClip({ ...clipOf(ladder(), new Set(["b"])), ...more } as Clip);

  it.each([
    ["", null],
    ["Reboot the switch", null],
    ["branchbook/steps", null],
    ['{"clip":"branchbook/steps"', null],
    ['["branchbook/steps"]', null],
    ['{"nodes":[],"note":"branchbook/steps"}', null],
    [
      '{"clip":"branchbook/steps","version":9,"kind":"troubleshooting","nodes":[{"id":"a","type":"action","title":""}]}',
      null,
    ],
    [text({ kind: "poem" }), null],
    [text({ nodes: [] }), null],
    [text({ nodes: [{ id: "a", type: "objective", title: "x" }] }), null],
    [text({ nodes: [{ id: 1, type: "action", title: "x" }, null, "b"] }), null],
  ])("is nothing unless it is steps: %s", (given, read) => {
    expect(readClip(given)).toBe(read);
  });

  it("loses what has not the shape of a node's field", () => {
    const odd = {
      id: "a",
      type: "action",
      title: "x",
      options: "y",
      commands: [1],
      checklist: [{}],
      next: 5,
      est_minutes: "ten",
      description: null,
      of_another_program: 1,
    };
    const clip = readClip(
      text({ nodes: [odd], connections: [{ id: 1 }], intake: "z", positions: { a: { x: "1" } } }),
    );
    expect(clip?.nodes).toEqual([{ id: "a", type: "action", title: "x", of_another_program: 1 }]);
    expect([clip?.connections, clip?.intake, clip?.positions]).toEqual([[], [], {}]);
  });
});

describe("a copy of a heading", () => {
  const checklist = () =>
    procedure(section("one"), step("a"), section("two"), step("b"), {
      id: "end",
      type: "procedure_end",
      title: "",
    });
  const titles = ({ nodes }: FlowDocument) =>
    nodes
      .map(({ title }) => title)
      .join(" ")
      .trim();

  it("takes its section along, and comes behind the section that it is pasted in", () => {
    const clip = clipOf(checklist(), new Set(["one"]));
    expect(clip.nodes.map(({ id }) => id)).toEqual(["one", "a"]);
    for (const after of ["one", "a"])
      expect(titles(pasted(checklist(), clip, { after }).document)).toBe("one a one a two b");
    expect(titles(pasted(checklist(), clip, { after: "end" }).document)).toBe("one a two b one a");
  });
});
