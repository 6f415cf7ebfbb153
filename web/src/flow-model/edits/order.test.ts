import { describe, expect, it } from "vitest";
import type { FlowDocument, FlowNode } from "@/api/types";
import { applyChanges, type Change } from "../change";
import { begin, perform, undo } from "../history";
import { outlineOf } from "../outline";
import { action, decision, flow, procedure, section, solution, step } from "../testing";
import { bareSections } from "../sections";
import { move, moveAll, moveAllTo } from "./order";

const meta = {
  name: "",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const checklist = procedure(section("1"), step("a"), step("b"), section("2"), step("c"), step("d"), {
  id: "end",
  type: "procedure_end",
  title: "",
});

const after = (changes: Change[], document: FlowDocument = checklist) =>
  applyChanges({ meta, document }, changes)
    .draft.document.nodes.map(({ id }) => id)
    .join(" ");
const chosen = (ids: string) => new Set(ids.split(" "));

it("moves steps together, wherever they stood", () => {
  expect(after(moveAllTo(checklist, chosen("a d"), 4))).toBe("1 b 2 a d c end");
  expect(after(moveAllTo(checklist, chosen("b c"), 0))).toBe("b c 1 a 2 d end");
  expect(after(moveAllTo(checklist, chosen("a b"), 2))).toBe("1 a b 2 c d end");
});

it("takes a section's steps along", () => {
  expect(after(moveAllTo(checklist, chosen("2"), 0))).toBe("2 c d 1 a b end");
  expect(after(moveAllTo(checklist, chosen("1 c"), 6))).toBe("2 d 1 a b c end");
});

it("moves several past their neighbour, and sections past sections", () => {
  expect(after(moveAll(checklist, chosen("c d"), "up"))).toBe("1 a b c d 2 end");
  expect(after(moveAll(checklist, chosen("a b"), "down"))).toBe("1 2 a b c d end");
  expect(after(moveAll(checklist, chosen("c d"), "down"))).toBe("1 a b 2 c d end");
  expect(after(moveAll(checklist, chosen("2"), "up"))).toBe("2 c d 1 a b end");
  expect(after(moveAll(checklist, chosen("1"), "down"))).toBe("2 c d 1 a b end");
});

it("leaves the end behind all that is moved, however it is moved", () => {
  expect(after(moveAllTo(checklist, chosen("a"), 7))).toBe("1 b 2 c d a end");
  expect(after(moveAllTo(checklist, chosen("1"), 7))).toBe("2 c d 1 a b end");
  expect(after(moveAllTo(checklist, chosen("d end"), 0))).toBe("d 1 a b 2 c end");
  expect(after(moveAll(checklist, chosen("b d"), "down"))).toBe("1 a 2 c b d end");
  expect(after(move(checklist, { id: "end" }, "up"))).toBe("1 a b 2 c d end");
});

it("knows the sections without a step, also of the sections in them", () => {
  const nodes = [section("empty"), section("outer"), section("inner", 2), step("a"), section("last")];
  expect([...bareSections(procedure(...nodes))]).toEqual(["empty", "last"]);
});

describe("a step that follows another", () => {
  const row = (...more: FlowNode[]) =>
    flow(
      decision("q", { Yes: "a", No: "end" }),
      action("a", "b"),
      action("b", "c"),
      action("c", "end"),
      solution("end"),
      ...more,
    );
  const moved = (document: FlowDocument, id: string, direction: "up" | "down") => {
    const line = outlineOf(document).find(({ key }) => key === id);
    const { draft } = applyChanges({ meta, document }, move(document, { id, via: line?.via }, direction));
    return outlineOf(draft.document)
      .flatMap(({ node }) => node?.id ?? [])
      .join("");
  };

  it("changes places with the one before it or behind it", () => {
    expect(moved(row(), "b", "up")).toBe("qbacend");
    expect(moved(row(), "b", "down")).toBe("qacbend");
    expect(moved(row(), "c", "down")).toBe("qabcend");
    expect(moved(flow(action("a", "b"), action("b")), "a", "down")).toBe("ba");
  });

  it("stays where another way leads in between, or the two go round", () => {
    expect(moved(row(action("x", "b")), "b", "up")).toBe("qabcendx");
    expect(moved(flow(action("a", "b"), action("b", "a")), "b", "up")).toBe("ab");
  });

  it("keeps all that leads to the two of them, their places on the canvas, and is taken back as one", () => {
    const positions = { a: { x: 0, y: 0 }, b: { x: 0, y: 90 } };
    const document = { ...row(action("again", "a")), canvas: { positions } };
    const changes = move(document, { id: "a", via: undefined }, "down");
    const done = perform(begin({ meta, document }), { changes, at: 0, before: "a", after: "a" });
    const { nodes, canvas } = done.draft.document;
    const leads = nodes.map(
      ({ id, next, options }) => `${id}>${next ?? options?.map(({ to }) => to).join() ?? ""}`,
    );
    expect(leads).toEqual(["q>b,end", "a>c", "b>a", "c>end", "end>", "again>b"]);
    expect(canvas?.positions).toEqual({ a: positions.b, b: positions.a });
    expect(undo(done)?.history.draft.document).toEqual(document);
  });
});
