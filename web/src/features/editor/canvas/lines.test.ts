import { describe, expect, it } from "vitest";
import type { FlowDocument } from "@/api/types";
import { documentAfter } from "@/flow-model/change";
import { nodesById } from "@/flow-model/links";
import { action, decision, flow, impact, solution } from "@/flow-model/testing";
import { connected, cut, likelyWay, mayConnect, turned, type LineRef, type Start } from "./connecting";
import { nameOf } from "./name";
import type { Box } from "./places";
import { route } from "./route";
import { neighbour } from "./walk";
import { handlesOf, waysOf } from "./ways";

const ladder = () => flow(decision("a", { Yes: "s", No: undefined }), action("b"), solution("s"));
const idea = (id: string) => ({ id, type: "outcome" as const, title: id });
const tree = () => impact([idea("a"), idea("b"), idea("c")], "a>b", "b>c");

const told = ({ nodes, connections }: FlowDocument) =>
  [
    ...nodes.flatMap(({ id, next, options }) => [
      ...(options ?? []).map(({ label, to }) => `${id}/${label}>${to ?? "-"}`),
      ...(next ? [`${id}>${next}`] : []),
    ]),
    ...(connections ?? []).map(({ from, to }) => `${from}>${to}`),
  ].join(" ");

describe("ways on", () => {
  const ways = (document: FlowDocument, id: string) =>
    waysOf(nodesById(document).get(id) ?? solution(""), document.kind).map((way) => way.id);

  it("are a question's answers and one more, what is next, the children", () => {
    expect(ways(ladder(), "a")).toEqual(["option/Yes", "option/No", "answer"]);
    expect(ways(ladder(), "b")).toEqual(["next"]);
    expect(ways(ladder(), "s")).toEqual([]);
    expect(ways(tree(), "a")).toEqual(["child"]);
    expect(ways(flow(solution("x", { next: "y" })), "x")).toEqual(["next"]);
  });

  it("spread over the far side of the card, which in an impact tree is its right", () => {
    const size = { width: 200, height: 50 };
    const at = (document: FlowDocument) =>
      handlesOf(document.nodes[0] ?? solution(""), document.kind, size).ways.map(
        ({ at: { x, y } }) => `${x},${y}`,
      );
    expect(at(ladder())).toEqual(["50,50", "150,50", "185,50"]);
    expect(at(tree())).toEqual(["200,25"]);
  });
});

describe("a line", () => {
  const drawn = (document: FlowDocument, start: Start, to: string) =>
    told(documentAfter(document, connected(document, start, to)));

  it("is an answer, a new answer, what is next, or a child", () => {
    expect(drawn(ladder(), { node: "a", way: "option/No" }, "b")).toBe("a/Yes>s a/No>b");
    expect(drawn(ladder(), { node: "a", way: "answer" }, "b")).toBe("a/Yes>s a/No>- a/>b");
    expect(drawn(ladder(), { node: "b", way: "next" }, "s")).toBe("a/Yes>s a/No>- b>s");
    expect(drawn(tree(), { node: "a", way: "child" }, "c")).toBe("a>b a>c");
  });

  it("may come back, but not make a step its own next, nor an aim serve what serves it", () => {
    expect(mayConnect(ladder(), { node: "a", way: "option/No" }, "a")).toBe(true);
    expect(mayConnect(ladder(), { node: "b", way: "next" }, "b")).toBe(false);
    expect(mayConnect(tree(), { node: "c", way: "child" }, "a")).toBe(false);
    expect(mayConnect(tree(), { node: "a", way: "child" }, "c")).toBe(true);
    expect(mayConnect(ladder(), { node: "s", way: "next" }, "a")).toBe(false);
    expect(mayConnect(ladder(), { node: "b", way: "next" }, "gone")).toBe(false);
  });

  it("begins at what leads nowhere yet", () => {
    const way = (document: FlowDocument, at: number) =>
      likelyWay(document.nodes[at] ?? solution(""), document.kind);
    expect([way(ladder(), 0), way(ladder(), 1), way(ladder(), 2), way(tree(), 0)]).toEqual([
      "option/No",
      "next",
      null,
      "child",
    ]);
    expect(way(flow(decision("a", { Yes: "s" })), 0)).toBe("answer");
  });

  it("that is cut leads nowhere", () => {
    const gone = (document: FlowDocument, line: LineRef) =>
      told(documentAfter(document, cut(document, line)));
    expect(gone(ladder(), { from: "a", option: "Yes" })).toBe("a/Yes>- a/No>-");
    expect(gone(tree(), { from: "a", connection: "a>b" })).toBe("b>c");
  });

  it("can be led elsewhere, or from elsewhere", () => {
    const after = (document: FlowDocument, line: LineRef, start: Start, to: string) =>
      told(documentAfter(document, turned(document, line, start, to)));
    const yes = { from: "a", option: "Yes" };
    expect(after(ladder(), yes, { node: "a", way: "option/Yes" }, "b")).toBe("a/Yes>b a/No>-");
    expect(after(ladder(), yes, { node: "a", way: "option/No" }, "s")).toBe("a/Yes>- a/No>s");
    expect(after(ladder(), yes, { node: "b", way: "next" }, "s")).toBe("a/Yes>- a/No>- b>s");
    const child = { from: "b", connection: "b>c" };
    expect(after(tree(), child, { node: "a", way: "child" }, "c")).toBe("a>b a>c");
    expect(after(tree(), { from: "a", connection: "a>b" }, { node: "a", way: "child" }, "c")).toBe("a>c");
    expect(turned(tree(), { from: "a", connection: "a>b" }, { node: "c", way: "child" }, "b")).toEqual([]);
    const aside = { ...ladder(), connections: [{ id: "r", from: "a", to: "b", type: "reference" as const }] };
    expect(after(aside, { from: "a", connection: "r" }, { node: "s", way: "aside" }, "b")).toBe(
      "a/Yes>s a/No>- s>b",
    );
  });

  it("runs on between cards, and back around them", () => {
    const from = { x: 100, y: 50 };
    expect(route({ from, to: { x: 100, y: 150 }, beyond: 50, direction: "DOWN" }).path).toBe(
      "M100,50 L100,150",
    );
    expect(route({ from, to: { x: 300, y: 150 }, beyond: 50, direction: "DOWN" }).labelAt).toEqual({
      x: 200,
      y: 106,
    });
    const back = route({ from, to: { x: 100, y: 0 }, beyond: 50, direction: "DOWN" });
    expect(back.labelAt).toEqual({ x: 180, y: 25 });
    const turned = { from: { x: 50, y: 100 }, to: { x: 150, y: 300 }, beyond: 50 };
    expect(route({ ...turned, direction: "RIGHT" }).labelAt).toEqual({ x: 106, y: 200 });
  });
});

describe("an arrow key", () => {
  const box = (x: number, y: number): Box => ({ x, y, width: 100, height: 40 });
  const boxes = new Map([
    ["here", box(0, 0)],
    ["below", box(0, 100)],
    ["joined", box(160, 180)],
    ["right", box(150, 10)],
  ]);
  const go = (way: Parameters<typeof neighbour>[3], ...joined: string[]) =>
    neighbour(boxes, new Set(joined), "here", way);

  it("leads along a line before it leads to what is nearest", () => {
    expect(go("down")).toBe("below");
    expect(go("down", "joined")).toBe("joined");
    expect(go("right")).toBe("right");
    expect(go("up")).toBeNull();
    expect(neighbour(boxes, new Set(), "gone", "up")).toBeNull();
  });
});

it("a card tells where it leads", () => {
  const document = ladder();
  const name = nameOf(document, nodesById(document));
  expect(document.nodes.map((node, at) => name(node, at === 0, at))).toEqual([
    "Decision: a?. Answers: Yes → s, No → nothing yet. A run starts here",
    "Action: b. Then: nothing yet. 1 error",
    "Solution: s. 2 errors",
  ]);
  const ideas = tree();
  expect(nameOf(ideas, nodesById(ideas))(idea("a"), false, 0)).toBe("Outcome: a. Served by: b");
});
