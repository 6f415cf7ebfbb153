import { describe, expect, it } from "vitest";
import type { FlowDocument } from "@/api/types";
import { linesAbove, outlineOf, visibleLines, type OutlineLine } from "./outline";
import { action, decision, flow, impact, procedure, section, solution, step } from "./testing";

/** Lines as a person would write them down. */
const told = (document: FlowDocument) => outlineOf(document).map(tell);

function tell({ depth, node, via, jump, number, isApart }: OutlineLine): string {
  const answer = via?.link.option ? `${via.link.option.label}: ` : "";
  const to =
    jump && { jump: "→", loop: "↩", open: "…", gone: "✗" }[jump.kind] + (jump.node?.id ?? jump.id ?? "");
  const what = [node?.id, to].filter(Boolean).join(" ");
  return `${" ".repeat(depth)}${isApart ? "~" : ""}${number ? `${number}. ` : ""}${answer}${what}`;
}

describe("the outline of a troubleshooting flow", () => {
  it("puts answers under their question and what follows an action below it", () => {
    const document = flow(
      decision("a", { Yes: "b", No: "d" }),
      action("b", "c"),
      solution("c"),
      action("d", "e"),
      solution("e"),
    );
    expect(told(document)).toEqual(["a", " Yes: b", " c", " No: d", " e"]);
  });

  it("tells a loop from a join", () => {
    const document = flow(
      decision("a", { Yes: "b", No: "c", Other: "c" }),
      action("b", "a"),
      action("c", "s"),
      action("d", "s"),
      solution("s"),
    );
    expect(told(document)).toEqual(["a", " Yes: b ↩a", " No: c", " s", " Other: →c", "~d →s"]);
  });

  it("shows what is not decided yet, and what leads to a node that is not there", () => {
    const document = flow(decision("a", { Yes: undefined, No: "gone", Maybe: "b" }), action("b"));
    expect(told(document)).toEqual(["a", " Yes: …", " No: ✗gone", " Maybe: b …"]);
  });

  it("lists apart what the start does not lead to, beginning where that begins", () => {
    const document = flow(
      solution("s"),
      action("second", "s"),
      action("first", "second"),
      action("loop1", "loop2"),
      action("loop2", "loop1"),
    );
    expect(told(document)).toEqual(["s", "~first", "~second →s", "~loop1", "~loop2 ↩loop1"]);
  });

  it("lists everything apart when nothing says where to start", () => {
    expect(told({ ...flow(action("a", "b"), solution("b")), root: undefined })).toEqual(["~a", "~b"]);
    expect(told({ ...flow(), root: "gone" })).toEqual([]);
  });

  it("shows a link that the type of the node has no use for", () => {
    expect(told(flow(solution("a", { next: "b" }), solution("b")))).toEqual(["a", "b"]);
  });

  it("has keys that are unique, also where a node leads to one place twice or to itself", () => {
    const document = flow(decision("a", { Yes: "a", No: "a", Maybe: "b" }), action("b", "b"));
    const keys = outlineOf(document).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(told(document)).toEqual(["a", " Yes: ↩a", " No: ↩a", " Maybe: b ↩b"]);
  });

  it("copes with thousands of nodes in a row", () => {
    const nodes = Array.from({ length: 5_000 }, (_, n) => action(`n${n}`, n < 4_999 ? `n${n + 1}` : "n0"));
    const lines = outlineOf(flow(...nodes));
    expect(lines).toHaveLength(5_000);
    expect(lines.at(-1)?.jump).toEqual({ kind: "loop", node: nodes[0] });
  });
});

describe("the outline of a procedure", () => {
  it("numbers the steps through all sections", () => {
    const end = { id: "end", type: "procedure_end" as const, title: "Done" };
    const document = procedure(step("a"), section("S"), step("b"), section("T"), step("c"), end);
    expect(told(document)).toEqual(["1. a", "S", " 2. b", "T", " 3. c", "end"]);
  });

  it("nests sections as deep as their headings were", () => {
    const document = procedure(
      section("S", 1),
      section("T", 2),
      step("a"),
      section("U", 4),
      step("b"),
      section("V", 1),
    );
    expect(told(document)).toEqual(["S", " T", "  1. a", "  U", "   2. b", "V"]);
    expect(outlineOf(document).map(({ hasChildren }) => hasChildren)).toEqual([
      true,
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});

describe("the outline of an impact tree", () => {
  it("begins at what serves nothing else and shows a child of two parents once", () => {
    const node = (id: string) => ({ id, type: "outcome" as const, title: id });
    const document = impact([node("a"), node("b"), node("c"), node("d")], "a>b", "b>c", "d>c");
    expect(told(document)).toEqual(["a", " b", "  c", "d", " →c"]);
  });
});

describe("collapsing", () => {
  const lines = outlineOf(
    flow(
      decision("a", { Yes: "b", No: "c" }),
      decision("b", { Y: "d", N: "e" }),
      solution("c"),
      solution("d"),
      solution("e"),
    ),
  );
  const shown = (...collapsed: string[]) => visibleLines(lines, new Set(collapsed)).map(({ key }) => key);

  it("hides what lies deeper, up to the next line that does not", () => {
    expect(shown()).toEqual(["a", "b", "d", "e", "c"]);
    expect(shown("b")).toEqual(["a", "b", "c"]);
    expect(shown("a")).toEqual(["a"]);
    expect(shown("a", "b")).toEqual(["a"]);
  });

  it("knows what must be opened to see a line", () => {
    expect(linesAbove(lines, "e")).toEqual(["b", "a"]);
    expect(linesAbove(lines, "a")).toEqual([]);
    expect(linesAbove(lines, "nowhere")).toEqual([]);
  });
});
