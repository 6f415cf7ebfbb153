import { describe, expect, it } from "vitest";
import type { FlowDocument, FlowNode, IntakeVariable } from "@/api/types";
import { isSame, type Draft } from "../change";
import { action, decision, flow, impact, procedure, section, solution, step } from "../testing";
import { applySync } from "./apply";
import { changesBetween } from "./difference";
import { changedPath } from "./place";
import { isNothing, rebase, withAnswer } from "./rebase";

const asked = (name: string, more: Partial<IntakeVariable> = {}): IntakeVariable => ({
  name,
  label: name,
  type: "text",
  required: false,
  deferred: true,
  ...more,
});

const base: FlowDocument = {
  ...flow(
    decision("d", { yes: "s", no: "a" }),
    action("a", "s", { risk: "low", commands: [{ command: "ls" }] }),
    solution("s"),
  ),
  intake: [asked("port"), asked("site")],
};
const checklist = procedure(section("one"), step("a"), step("b"), section("two"), step("c"), step("d"));

function changed(document: FlowDocument, id: string, fields: Partial<FlowNode>): FlowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) => (node.id === id ? { ...node, ...fields } : node)),
  };
}
function ordered(document: FlowDocument, ids: string): FlowDocument {
  const find = (id: string) => document.nodes.find((node) => node.id === id) ?? step(id);
  return { ...document, nodes: ids.split(" ").map(find) };
}
const order = ({ nodes }: FlowDocument) => nodes.map(({ id }) => id).join(" ");

describe("the difference of two documents", () => {
  it("names fields, answers by their id, questions by their name", () => {
    const node = base.nodes[0] as FlowNode;
    const options = [...(node.options ?? []), { id: "m", label: "Maybe", to: "a" }];
    const later = {
      ...changed(changed(base, "a", { risk: undefined, title: "Reboot" }), "d", {
        options: options.map((option) => (option.id === "no" ? { ...option, label: "Not" } : option)),
        template_data: { why: "w" },
      }),
      intake: [asked("site"), asked("port", { required: true })],
      root: "a",
    };
    expect(changesBetween(base, later)).toEqual([
      { op: "update", field: "root", value: "a" },
      { op: "update", node_id: "d", field: "options/m", value: { id: "m", label: "Maybe", to: "a" } },
      { op: "update", node_id: "d", field: "options/no/label", value: "Not" },
      { op: "update", node_id: "d", field: "template_data", value: { why: "w" } },
      { op: "update", node_id: "a", field: "title", value: "Reboot" },
      { op: "remove", node_id: "a", field: "risk" },
      { op: "update", field: "intake/port/required", value: true },
      { op: "update", field: "intake/site/position", value: null },
    ]);
    expect(isSame(applySync(base, changesBetween(base, later)), later)).toBe(true);
  });

  it("adds, removes and moves steps of a checklist, each by itself", () => {
    const later = ordered(checklist, "one b a x two d");
    expect(changesBetween(checklist, later)).toEqual([
      { op: "remove", node_id: "c" },
      { op: "add", node_id: "x", value: step("x") },
      { op: "move", node_id: "b", value: "one" },
      { op: "move", node_id: "x", value: "a" },
    ]);
    expect(order(applySync(checklist, changesBetween(checklist, later)))).toBe("one b a x two d");
  });

  it("sends links as a whole when their order has changed: it is the order of children", () => {
    const tree = impact([step("o"), step("x"), step("y")], "o>x", "o>y");
    const later = { ...tree, connections: tree.connections?.toReversed() };
    expect(changesBetween(tree, later)).toEqual([
      { op: "update", field: "connections", value: later.connections },
    ]);
  });

  it("sends a list as a whole while two of its items bear one name", () => {
    const later = { ...base, intake: [asked("port"), asked("port")] };
    expect(changesBetween(base, later)).toEqual([{ op: "update", field: "intake", value: later.intake }]);
  });

  it("is nothing for what says the same", () => {
    expect(changesBetween(base, structuredClone(base))).toEqual([]);
    expect(changesBetween(base, changed(base, "s", { next: null }))).toEqual([]);
    expect(changesBetween(base, { ...base, nodes: base.nodes.toReversed() })).toEqual([]);
  });

  it("leads from any checklist to any other", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const [from, to] = [shuffled(seed), shuffled(seed * 31 + 7)];
      const reached = applySync(from, changesBetween(from, to));
      expect(isSame(reached, to), `seed ${seed}: ${order(from)} → ${order(to)}, but ${order(reached)}`).toBe(
        true,
      );
    }
  });
});

/** A checklist of some of twelve steps in some order, with some titles. */
function shuffled(seed: number): FlowDocument {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const nodes: FlowNode[] = [];
  for (let n = 0; n < 12; n++) {
    if (next(3) > 0) nodes.splice(next(nodes.length + 1), 0, step(`s${n}`, { title: `t${next(3)}` }));
  }
  return procedure(...nodes);
}

describe("taking in what others have saved", () => {
  const meta = {
    name: "VPN",
    description: "",
    category: null,
    tags: [],
    visibility: "team" as const,
    review_due_at: null,
  };
  const draft = (document: FlowDocument, more: Partial<Draft["meta"]> = {}): Draft => ({
    meta: { ...meta, ...more },
    document,
  });

  it("has both sides' changes, and leaves what is typed here the same object", () => {
    const ours = draft(changed(base, "a", { title: "Reboot" }));
    const theirs = draft(changed(base, "s", { title: "Fixed" }), { tags: ["net"] });
    const { draft: merged, taken, clashes } = rebase(draft(base), ours, theirs);
    expect(merged.document.nodes.map(({ title }) => title)).toEqual(["d?", "Reboot", "Fixed"]);
    expect(merged.document.nodes[1]).toBe(ours.document.nodes[1]);
    expect([merged.meta.tags, clashes]).toEqual([["net"], []]);
    expect(taken.changes.map(changedPath)).toEqual([["nodes", "s", "title"]]);
  });

  it("takes it for nothing when the server left out what is empty", () => {
    const ours = draft(changed(base, "a", { description: " ", checklist: [] }));
    expect(isNothing(rebase(ours, ours, draft(base)).taken)).toBe(true);
  });

  it("keeps what both changed as it is here, and tells it", () => {
    const ours = draft(changed(base, "a", { title: "Ours", risk: "high" }), { name: "Ours" });
    const theirs = draft(changed(base, "a", { title: "Theirs" }), { name: "Theirs" });
    const { draft: merged, clashes } = rebase(draft(base), ours, theirs);
    expect(merged).toEqual(ours);
    expect(clashes).toEqual([
      { node_id: "a", field: "title", base: "a", ours: "Ours", theirs: "Theirs" },
      { node_id: null, field: "meta/name", base: "VPN", ours: "Ours", theirs: "Theirs" },
    ]);
    const answered = clashes.reduce((now, clash) => withAnswer(now, clash, clash.theirs), merged);
    expect([answered.document.nodes[1]?.title, answered.document.nodes[1]?.risk]).toEqual(["Theirs", "high"]);
    expect(answered.meta.name).toBe("Theirs");
  });

  it("tells of a step that one removed and the other changed, once", () => {
    const ours = draft(ordered(checklist, "one a two c d"));
    const theirs = draft(changed(checklist, "b", { title: "B", description: "new" }));
    const { clashes } = rebase(draft(checklist), ours, theirs);
    expect(clashes.map(({ node_id, field, ours: own }) => [node_id, field, own])).toEqual([
      ["b", null, null],
    ]);
    const [back] = clashes;
    const answered = back && withAnswer(ours, back, back.theirs);
    expect(answered?.document.nodes.at(-1)?.title).toBe("B");
  });

  it("does not mind where a removed step would have gone", () => {
    const [moved, removed] = [ordered(checklist, "one b a two c d"), ordered(checklist, "one a two c d")];
    for (const [ours, theirs] of [
      [moved, removed],
      [removed, moved],
    ] as const) {
      const { draft: merged, clashes } = rebase(draft(checklist), draft(ours), draft(theirs));
      expect([order(merged.document), clashes]).toEqual(["one a two c d", []]);
    }
  });

  it("puts what they have added behind what was before it there", () => {
    const ours = draft(ordered(checklist, "one a two c d mine"));
    const theirs = draft(ordered(checklist, "one a b x y two c d"));
    const { draft: merged } = rebase(draft(checklist), ours, theirs);
    expect(order(merged.document)).toBe("one a x y two c d mine");
  });

  it("asks nobody where a box lies", () => {
    const at = (x: number) => draft({ ...base, canvas: { zoom: 1, positions: { a: { x, y: 0 } } } });
    const { draft: merged, clashes } = rebase(draft(base), at(1), at(2));
    expect([merged.document.canvas?.positions?.a?.x, clashes]).toEqual([1, []]);
  });
});
