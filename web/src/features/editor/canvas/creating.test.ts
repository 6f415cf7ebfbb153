import { expect, it } from "vitest";
import type { FlowDocument, NodeType } from "@/api/types";
import { documentAfter } from "@/flow-model/change";
import { begin, perform, undo } from "@/flow-model/history";
import { action, decision, flow, impact, solution } from "@/flow-model/testing";
import { dropped, made } from "./creating";

const meta = {
  name: "Lamp",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const ladder = () => flow(decision("a", { Yes: "s", No: undefined }), action("b", "s"), solution("s"));
const idea = (id: string) => ({ id, type: "outcome" as const, title: id });
const tree = () => impact([idea("a"), idea("b")], "a>b");
const at = { x: 40, y: 80 };

/** What leads where after a type was let go, the new node as `+`. */
function after(document: FlowDocument, type: NodeType, under: Parameters<typeof dropped>[3]): string {
  const { changes, id } = made(document, new Map(), type, dropped(document, type, at, under));
  const { nodes, connections, canvas } = documentAfter(document, changes);
  const name = (it: string | null | undefined) => (it === id ? "+" : (it ?? "-"));
  return [
    ...nodes.flatMap(({ id, next, options }) => [
      ...(options ?? []).map(({ label, to }) => `${name(id)}/${label}>${name(to)}`),
      ...(next ? [`${name(id)}>${name(next)}`] : []),
    ]),
    ...(connections ?? []).map(({ from, to }) => `${name(from)}>${name(to)}`),
    ...(canvas?.positions?.[id] ? ["placed"] : []),
  ].join(" ");
}

it("comes into a line, going on to what that led to", () => {
  const yes = { line: { from: "a", option: "Yes" } };
  expect(after(ladder(), "action", yes)).toBe("a/Yes>+ a/No>- +>s b>s");
  expect(after(ladder(), "decision", { line: { from: "b" } })).toBe("a/Yes>s a/No>- b>+ +/Yes>s +/No>-");
  expect(after(tree(), "opportunity", { line: { from: "a", connection: "a>b" } })).toBe("a>+ +>b");
});

it("is put where it was let go when nothing can follow it, and on free ground", () => {
  const yes = { line: { from: "a", option: "Yes" } };
  expect(after(ladder(), "solution", yes)).toBe("a/Yes>s a/No>- b>s placed");
  expect(after(ladder(), "action", {})).toBe("a/Yes>s a/No>- b>s placed");
});

it("is led to from the card on which it was let go, by the way that leads nowhere yet", () => {
  expect(after(ladder(), "action", { card: "a" })).toBe("a/Yes>s a/No>+ b>s");
  expect(after(ladder(), "action", { card: "s" })).toBe("a/Yes>s a/No>- b>s placed");
  expect(after(tree(), "outcome", { card: "b" })).toBe("a>b b>+");
});

it("comes between a card and what followed it, which is put back as it was", () => {
  const row = flow(action("a", "b"), action("b", "s"), solution("s"));
  expect(after(row, "action", { card: "a" })).toBe("a>+ +>b b>s");
  expect(after(row, "decision", { card: "a" })).toBe("a>+ +/Yes>b +/No>- b>s");
  expect(after(row, "solution", { card: "a" })).toBe("a>b b>s placed");
  const { changes } = made(row, new Map(), "action", { after: "a" });
  const at = { at: 0, before: "a", after: "a" };
  const done = perform(begin({ meta, document: row }), { changes, ...at });
  expect(done.draft.document.nodes).toHaveLength(4);
  expect(undo(done)?.history.draft.document).toEqual(row);
});

it("keeps its place in a line of a flow that somebody has arranged", () => {
  const placed = { ...ladder(), canvas: { positions: { a: { x: 0, y: 0 } } } };
  expect(after(placed, "action", { line: { from: "b" } })).toBe("a/Yes>s a/No>- b>+ +>s placed");
});
