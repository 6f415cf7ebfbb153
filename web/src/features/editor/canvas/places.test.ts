import { describe, expect, it } from "vitest";
import type { FlowDocument, Point } from "@/api/types";
import { action, decision, flow, impact, solution } from "@/flow-model/testing";
import { documentAfter } from "@/flow-model/change";
import { pinned, unpinned } from "./pin";
import { completed, Room, type Box } from "./places";
import { snapped } from "./snap";
import { tidy } from "./tidy";

const SIZE = { width: 224, height: 44 };
const sizeOf = () => SIZE;
const told = (places: ReadonlyMap<string, Point>, ...ids: string[]) =>
  ids.map((id) => `${places.get(id)?.x},${places.get(id)?.y}`).join(" ");

const fork = () => flow(decision("a", { Yes: "b", No: "c" }), action("b", "d"), solution("c"), solution("d"));

describe("a tidy layout", () => {
  it("puts a parent over the middle of what it leads to, each row below the one before", () => {
    expect(told(tidy(fork(), sizeOf), "a", "b", "c", "d")).toBe("130,0 0,116 260,116 0,232");
  });

  it("gives each level of an impact tree a column", () => {
    const tree = impact(
      [
        { id: "o", type: "objective", title: "" },
        { id: "x", type: "solution", title: "" },
        { id: "y", type: "outcome", title: "" },
      ],
      "o>x",
      "o>y",
    );
    expect(told(tidy(tree, sizeOf), "o", "y", "x")).toBe("0,40 296,80 592,0");
  });

  it("lays no two cards over each other, also of thousands and in loops", () => {
    const nodes = Array.from({ length: 3_000 }, (_, n) =>
      decision(`n${n}`, { Yes: `n${2 * n + 1}`, No: `n${2 * n + 2}`, Again: `n${Math.floor(n / 2)}` }),
    );
    const room = new Room();
    for (const [, at] of tidy(flow(...nodes), sizeOf)) {
      expect(room.isFree({ ...at, ...SIZE }, 0)).toBe(true);
      room.add({ ...at, ...SIZE });
    }
  });
});

describe("a node without a place", () => {
  const known = (places: Record<string, Point>) => new Map(Object.entries(places));

  it("lies below what leads to it, beside what lies there already", () => {
    expect(told(completed(fork(), known({ a: { x: 100, y: 50 } }), sizeOf), "b", "c", "d")).toBe(
      "100,166 360,166 100,282",
    );
  });

  it("lies above what it leads to, where nothing leads to it", () => {
    const document = flow(solution("s"), action("x", "s"));
    expect(told(completed(document, known({ s: { x: 0, y: 0 } }), sizeOf), "x")).toBe("0,-116");
  });

  it("lies beside everything, where nothing joins it to anything", () => {
    const document = flow(solution("s"), solution("t"));
    expect(told(completed(document, known({ s: { x: 10, y: 20 } }), sizeOf), "t")).toBe("306,20");
    expect(told(completed(document, known({}), sizeOf), "s")).toBe("0,0");
  });

  it("leaves those that have one where they are", () => {
    const places = known({ a: { x: 1, y: 2 }, b: { x: 3, y: 4 }, c: { x: 5, y: 6 }, d: { x: 7, y: 8 } });
    expect(completed(fork(), places, sizeOf)).toBe(places);
  });
});

describe("moving", () => {
  const arranged = tidy(fork(), sizeOf);
  const after = (document: FlowDocument, moved: Record<string, Point>) =>
    documentAfter(document, pinned(document, arranged, new Map(Object.entries(moved))));

  it("one card of a flow that was arranged by itself leaves all others where they are seen", () => {
    const moved = after(fork(), { b: { x: 8, y: 9 } });
    expect(moved.canvas?.positions).toEqual({ ...Object.fromEntries(arranged), b: { x: 8, y: 9 } });
    expect(pinned(moved, arranged, new Map([["c", { x: 0, y: 0 }]])).length).toBe(2);
    expect(documentAfter(moved, unpinned(moved))).toEqual(fork());
  });

  it("draws a card into line with its neighbours, else onto the grid", () => {
    const box = (x: number, y: number): Box => ({ x, y, ...SIZE });
    expect(snapped(box(104, 203), [box(100, 0)])).toEqual({ x: 100, y: 200 });
    expect(snapped(box(51, 4), [box(0, 0), box(300, 3)])).toEqual({ x: 48, y: 3 });
  });
});
