import { describe, expect, it } from "vitest";
import type { FlowDocument } from "@/api/types";
import { documentAfter } from "./change";
import { insertFlow } from "./insert";
import { action, decision, flow, impact, procedure, section, solution, step } from "./testing";

function inserted(document: FlowDocument, source: FlowDocument, after?: string) {
  const done = insertFlow(document, source, { after });
  if (typeof done === "string") return done;
  const { nodes, connections = [] } = documentAfter(document, done.changes);
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  const told = nodes.map(({ title, next, options }) =>
    [
      title,
      ...(options ?? []).flatMap(({ label, to }) => `${label || "_"}>${to ? titles.get(to) : "-"}`),
      ...(next ? [`>${titles.get(next)}`] : []),
    ].join(" "),
  );
  const links = connections.map(({ from, to }) => `${titles.get(from)}/${titles.get(to)}`);
  return [...told, ...links].join(", ");
}

const fix = () => flow(action("x", "y"), action("y"));
const ends = () => flow(action("x", "y"), solution("y"));

describe("the steps of another flow", () => {
  it("come between a step and what followed it, where they lead on", () => {
    expect(inserted(flow(action("a", "s"), solution("s")), fix(), "a")).toBe("a >x, s, x >y, y >s");
    expect(inserted(flow(action("a"), solution("s")), ends(), "a")).toBe("a >x, s, x >y, y");
  });

  it("lead on by what would be their solution, if there is one only", () => {
    const between = flow(action("a", "s"), solution("s"));
    expect(inserted(between, ends(), "a")).toBe("a >x, s, x >y, y >s");
    const done = insertFlow(between, ends(), { after: "a" });
    const after = typeof done === "string" ? between : documentAfter(between, done.changes);
    expect(after.nodes.map(({ type }) => type)).toEqual(["action", "solution", "action", "action"]);
  });

  it("cut nothing off: with several ends, where something followed, nothing leads to them yet", () => {
    const forked = flow(decision("x", { Yes: "y", No: "z" }), solution("y"), solution("z"));
    expect(inserted(flow(action("a", "s"), solution("s")), forked, "a")).toBe("a >s, s, x? Yes>y No>z, y, z");
    expect(inserted(flow(solution("s")), fix(), "s")).toBe("s, x >y, y");
  });

  it("are led to by the answer that waits for something, or by one more", () => {
    const asked = flow(decision("a", { Yes: "s", No: undefined }), solution("s"));
    expect(inserted(asked, fix(), "a")).toBe("a? Yes>s No>x, s, x >y, y");
    const full = flow(decision("a", { Yes: "s" }), solution("s"));
    expect(inserted(full, fix(), "a")).toBe("a? Yes>s _>x, s, x >y, y");
  });

  it("begin where they start, wherever that stands", () => {
    const source = { ...flow(solution("y"), action("x", "y")), root: "x" };
    expect(inserted(flow(action("a")), source, "a")).toBe("a >x, y, x >y");
  });

  it("come behind a step of a checklist, which keeps its one end", () => {
    const end = { id: "e", type: "procedure_end" as const, title: "e" };
    const list = procedure(step("a"), step("b"), end);
    expect(inserted(list, procedure(step("x"), { ...end, id: "f", title: "f" }), "a")).toBe("a, x, b, e");
    expect(inserted(list, procedure(section("h"), step("x")), "b")).toBe("a, b, h, x, e");
    expect(inserted(list, ends(), "a")).toBe("a, x, y, b, e");
  });

  it("a checklist's follow each other in a graph", () => {
    expect(
      inserted(flow(action("a", "s"), solution("s")), procedure(section("h"), step("x"), step("y")), "a"),
    ).toBe("a >x, s, x >y, y >s");
  });

  it("hang under the chosen one in an impact tree, and go nowhere else", () => {
    const tree = impact([solution("a"), solution("b")], "a>b");
    expect(inserted(tree, impact([solution("x"), solution("y")], "x>y"), "b")).toBe(
      "a, b, x, y, a/b, x/y, b/x",
    );
    expect(inserted(tree, fix())).toBe("steps_into_impact");
    expect(inserted(flow(), tree)).toBe("impact_into_steps");
  });

  it("begin an empty flow where they start, wherever that stands", () => {
    const source = flow(action("b", "c"), solution("c"), action("a", "b"));
    const starts = (root: string | undefined) => {
      const done = insertFlow(flow(), { ...source, root });
      if (typeof done === "string") throw new Error(done);
      const { nodes, root: start } = documentAfter(flow(), done.changes);
      return nodes.find(({ id }) => id === start)?.title;
    };
    expect(["a", "b", undefined, "gone"].map(starts)).toEqual(["a", "b", "a", "a"]);
  });

  it("have ids of their own, also the same twice", () => {
    const first = insertFlow(flow(), fix());
    if (typeof first === "string") throw new Error(first);
    const document = documentAfter(flow(), first.changes);
    const again = insertFlow(document, fix());
    if (typeof again === "string") throw new Error(again);
    const ids = documentAfter(document, again.changes).nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(document.root).toBe(first.ids[0]);
  });
});
