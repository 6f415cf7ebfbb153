import { describe, expect, it } from "vitest";
import { action, decision, flow, impact, solution } from "@/flow-model/testing";
import { graphOf, orderOf } from "./graph";
import { lineCount, measureWith } from "./measure";
import { roundedPath } from "./path";

const order = (...args: Parameters<typeof flow>) =>
  graphOf(flow(...args))
    .nodes.map(({ id }) => id)
    .join("");
const loops = (...args: Parameters<typeof flow>) =>
  graphOf(flow(...args)).edges.flatMap(({ from, to, isLoop }) => (isLoop ? `${from}>${to}` : []));

describe("the map", () => {
  it("draws a join below all that lead to it, and answers in their order", () => {
    const nodes = [decision("a", { Yes: "b", No: "c" }), action("b", "d"), action("c", "d"), solution("d")];
    expect(order(...nodes)).toBe("abcd");
    expect(loops(...nodes)).toEqual([]);
  });

  it("leads back only where a path closes", () => {
    const nodes = [
      decision("a", { Yes: "b", No: "c" }),
      action("b", "a"),
      decision("c", { Yes: "c", No: "d" }),
      solution("d"),
    ];
    expect(loops(...nodes)).toEqual(["b>a", "c>c"]);
  });

  it("draws what nothing leads to after the rest, and leaves out links to nowhere", () => {
    expect(order(solution("s"), action("y", "z"), action("x", "gone"), solution("z"))).toBe("syzx");
    expect(graphOf(flow(action("a", "gone"))).edges).toEqual([]);
  });

  it("draws what steps refer to over the rest, so that it moves nothing", () => {
    const document = {
      ...flow(action("a", "b"), action("b", "s"), solution("s")),
      connections: [
        { id: "1", from: "a", to: "s", type: "reference" as const },
        { id: "2", from: "s", to: "a", type: "dependency" as const, label: " the port " },
        { id: "3", from: "a", to: "gone", type: "reference" as const },
      ],
    };
    const graph = graphOf(document);
    expect(graph.edges.filter(({ isAside }) => isAside).map(({ id, label }) => [id, label])).toEqual([
      ["a/aside/1", "See also"],
      ["s/aside/2", "the port"],
    ]);
    const size = { width: 1, height: 1 };
    expect(orderOf(graph, { node: () => size, label: () => size }).edges).toHaveLength(2);
  });

  it("draws all tops of an impact tree", () => {
    const node = (id: string) => solution(id);
    expect(graphOf(impact([node("a"), node("b"), node("c")], "b>c")).nodes.map(({ id }) => id)).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  it("draws loops over the rest where they are long and many", () => {
    const nodes = (count: number) =>
      Array.from({ length: count }, (_, n) => decision(`n${n}`, { On: `n${n + 1}`, Again: "n0" }));
    const over = (count: number) =>
      graphOf(flow(...nodes(count))).edges.filter(({ isOver }) => isOver).length;
    expect([over(20), over(60)]).toEqual([0, 60]);
  });

  it("copes with thousands of nodes in a row", () => {
    const nodes = Array.from({ length: 5_000 }, (_, n) => action(`n${n}`, `n${n + 1}`));
    expect(graphOf(flow(...nodes)).edges).toHaveLength(4_999);
  });
});

describe("measuring", () => {
  const widthOf = (text: string) => text.length;
  it.each([
    ["one two", 10, 1],
    ["one two three", 10, 2],
    ["three three three", 5, 3],
    ["aaaaaaaaaaaa", 5, 3],
    ["", 5, 1],
  ])("%j takes in a width of %i %i lines", (text, width, lines) => {
    expect(lineCount(text, width, widthOf)).toBe(lines);
  });

  it("makes a card higher with a longer title, up to a limit", () => {
    const { node } = measureWith((text) => text.length * 7);
    const heights = [1, 20, 200].map(
      (words) => node(action("a", undefined, { title: "reboot ".repeat(words) })).height,
    );
    expect(heights[0]).toBe(44);
    expect(heights[1]).toBeGreaterThan(44);
    expect(heights[2]).toBe(94);
  });
});

describe("lines", () => {
  it("have round bends, smaller where there is no room", () => {
    const corner = [
      { x: 0, y: 0 },
      { x: 0, y: 100 },
      { x: 100, y: 100 },
    ];
    expect(roundedPath(corner)).toBe("M0,0 L0,92 Q0,100 8,100 L100,100");
    expect(
      roundedPath([
        { x: 0, y: 0 },
        { x: 0, y: 4 },
        { x: 4, y: 4 },
      ]),
    ).toBe("M0,0 L0,2 Q0,4 2,4 L4,4");
    expect(roundedPath([])).toBe("");
  });
});
