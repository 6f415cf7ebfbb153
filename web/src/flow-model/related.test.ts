import { describe, expect, it } from "vitest";
import type { Connection, FlowDocument } from "@/api/types";
import { applyChanges, documentAfter, type Change } from "./change";
import { relate, removeNode, setRelation, unrelate } from "./edits";
import { fixesOf } from "./findings";
import { relationsOf } from "./related";
import { action, flow, impact, solution } from "./testing";

const link = (id: string, from: string, to: string, more: Partial<Connection> = {}): Connection => ({
  id,
  from,
  to,
  type: "reference",
  ...more,
});
const ladder = (...connections: Connection[]): FlowDocument => ({
  ...flow(action("a", "b"), action("b", "s"), solution("s")),
  connections,
});
const told = (document: FlowDocument) =>
  [...relationsOf(document)].flatMap(([from, relations]) =>
    relations.map(({ to, type, label }) => `${from} ${type} ${to} ${label}`.trim()),
  );
const after = (document: FlowDocument, changes: readonly Change[]) => documentAfter(document, changes);

describe("what steps refer to", () => {
  it("is told for each of them, in its order, and without the parents and children of an impact tree", () => {
    const tree = impact([solution("a"), solution("b")], "a>b");
    const document = {
      ...tree,
      connections: [
        ...(tree.connections ?? []),
        link("1", "a", "b", { label: "why" }),
        link("2", "b", "a", { type: "dependency" }),
        link("3", "a", "gone"),
      ],
    };
    expect(told(document)).toEqual(["a reference b why", "a reference gone", "b dependency a"]);
    expect(relationsOf(document).get("a")?.[1]?.node).toBeUndefined();
  });

  it("is said once for two steps, and never of a step and itself", () => {
    const once = after(ladder(), relate(ladder(), "a", "s", "reference"));
    expect(told(once)).toEqual(["a reference s"]);
    expect(relate(once, "a", "s", "dependency")).toEqual([]);
    expect(relate(once, "a", "a", "reference")).toEqual([]);
    expect(told(after(once, relate(once, "s", "a", "dependency")))).toEqual([
      "a reference s",
      "s dependency a",
    ]);
  });

  it("can be said otherwise and taken back, and every change undone", () => {
    const before = ladder(link("1", "a", "s"), link("2", "b", "s", { label: "cabling" }));
    const meta = {
      name: "",
      description: "",
      category: null,
      tags: [],
      visibility: "team" as const,
      review_due_at: null,
    };
    const changes = [
      setRelation(before, "1", { type: "dependency" }),
      setRelation(before, "2", { label: "" }),
      unrelate(before, "1"),
    ];
    expect(changes.map((change) => told(after(before, change)))).toEqual([
      ["a dependency s", "b reference s cabling"],
      ["a reference s", "b reference s"],
      ["b reference s cabling"],
    ]);
    for (const change of changes) {
      const { draft, inverse } = applyChanges({ meta, document: before }, change);
      expect(applyChanges(draft, inverse).draft.document).toEqual(before);
    }
  });

  it("goes with a step that is removed", () => {
    const document = ladder(link("1", "a", "s"), link("2", "b", "a"));
    expect(told(after(document, removeNode(document, "s")))).toEqual(["b reference a"]);
  });

  it("is cleared at one click where there is no such step", () => {
    const document = ladder(link("1", "a", "gone", { label: "cabling" }), link("2", "a", "s"));
    const finding = { severity: "error", code: "dangling_target", node_id: "a", message: "" } as const;
    const [fix] = fixesOf(finding, document);
    expect(fix?.kind).toBe("clear_link");
    expect(told(after(document, fix?.changes ?? []))).toEqual(["a reference s"]);
  });
});
