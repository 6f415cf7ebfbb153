import { describe, expect, it } from "vitest";
import type { FlowDocument, FlowNode } from "@/api/types";
import { applyChanges } from "../change";
import { action, decision, flow, impact, procedure, section, solution, step } from "../testing";
import { behindOf, fatesOf, removal, type Fate } from "./removal";

const meta = {
  name: "",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const after = (document: FlowDocument, ids: string, fate: Fate) =>
  applyChanges({ meta, document }, removal(document, new Set(ids.split(" ")), fate)).draft.document;
const ids = ({ nodes }: FlowDocument) => nodes.map(({ id }) => id).join(" ");
const ways = ({ nodes }: FlowDocument, id: string) =>
  nodes.find((node) => node.id === id)?.options?.map(({ label, to }) => `${label}>${to ?? ""}`);

describe("removing a question", () => {
  const document = flow(
    decision("a", { Yes: "s", No: "b" }),
    decision("b", { On: "t", Yes: "c" }),
    action("c", "s"),
    solution("s"),
    solution("t"),
  );

  it("takes along what only it leads to", () => {
    expect(fatesOf(document, new Set(["b"]))).toEqual(["behind", "attach", "loose"]);
    const left = after(document, "b", "behind");
    expect([ids(left), ways(left, "a")]).toEqual(["a s", ["Yes>s", "No>"]]);
  });

  it("gives its answers to the question above, each with a name of its own", () => {
    const left = after(document, "b", "attach");
    expect([ids(left), ways(left, "a")]).toEqual(["a c s t", ["Yes>s", "On>t", "Yes>c"]]);
    const names = left.nodes[0]?.options?.map(({ id }) => id) ?? [];
    expect(new Set(names).size).toBe(names.length);
  });

  it("leaves what is behind it unconnected", () => {
    const left = after(document, "b", "loose");
    expect([ids(left), ways(left, "a")]).toEqual(["a c s t", ["Yes>s", "No>"]]);
  });

  it("asks nothing where nothing is cut off", () => {
    expect(fatesOf(document, new Set(["s"]))).toEqual([]);
    expect(fatesOf(document, new Set(["b", "c", "t"]))).toEqual([]);
  });

  it("cannot attach several ways on to a step that has one, nor to nothing", () => {
    const behindAction = flow(
      action("x", "b"),
      decision("b", { On: "t", Off: "u" }),
      solution("t"),
      solution("u"),
    );
    expect(fatesOf(behindAction, new Set(["b"]))).toEqual(["behind", "loose"]);
    expect(fatesOf(document, new Set(["a"]))).toEqual(["behind", "loose"]);
  });
});

describe("removing of an impact tree", () => {
  const idea = (id: string) => ({ id, type: "outcome" as const, title: id });
  const document = impact([idea("o"), idea("x"), idea("y"), idea("z")], "o>x", "x>y", "x>z");
  const links = ({ connections }: FlowDocument) => connections?.map(({ from, to }) => `${from}>${to}`);

  it("hangs the children under the parent, leaves them as tops, or takes them along", () => {
    expect(links(after(document, "x", "attach"))).toEqual(["o>y", "o>z"]);
    const loose = after(document, "x", "loose");
    expect([ids(loose), links(loose)]).toEqual(["o y z", []]);
    expect(ids(after(document, "x", "behind"))).toBe("o");
  });

  it("removes several, one after the other", () => {
    expect(links(after(document, "x y", "attach"))).toEqual(["o>z"]);
    expect(ids(after(document, "x z", "loose"))).toBe("o y");
  });

  it("has nothing to attach to under a top", () => {
    expect(fatesOf(document, new Set(["o"]))).toEqual(["behind", "loose"]);
  });
});

describe("removing several", () => {
  const diamond = (left: FlowNode, right: FlowNode) =>
    flow(decision("d", { Yes: "a", No: "b" }), left, right, action("c", "s"), solution("s"));
  const both = new Set(["a", "b"]);

  it("asks about what only all of them together lead to", () => {
    const document = diamond(decision("a", { On: "c", Off: "c" }), decision("b", { On: "c" }));
    expect(behindOf(document, both).map(({ id }) => id)).toEqual(["c", "s"]);
    expect(fatesOf(document, both)).toEqual(["behind", "attach", "loose"]);
    expect(ids(after(document, "a b", "behind"))).toBe("d");
    expect(ids(after(document, "a b", "loose"))).toBe("d c s");
    expect(ways(after(document, "a b", "attach"), "d")).toEqual(["On>c", "Off>c", "On>c"]);
  });

  it("asks nothing where what follows actions takes their place", () => {
    expect(fatesOf(diamond(action("a", "c"), action("b", "c")), both)).toEqual([]);
    const chain = flow(action("x", "a"), action("a", "b"), action("b", "s"), solution("s"));
    expect(fatesOf(chain, both)).toEqual([]);
  });
});

describe("removing a heading of a checklist", () => {
  const document = procedure(
    section("one"),
    step("a"),
    section("two"),
    step("b"),
    section("two.1", 2),
    step("c"),
    section("three"),
  );

  it("asks what becomes of its section", () => {
    expect(fatesOf(document, new Set(["two"]))).toEqual(["behind", "loose"]);
    expect(behindOf(document, new Set(["two"])).map(({ id }) => id)).toEqual(["b", "two.1", "c"]);
    expect(ids(after(document, "two", "behind"))).toBe("one a three");
    expect(ids(after(document, "two", "loose"))).toBe("one a b two.1 c three");
  });

  it("asks nothing for a step, an empty section, or a section that is chosen as a whole", () => {
    for (const chosen of ["a", "three", "one a"]) {
      expect(fatesOf(document, new Set(chosen.split(" ")))).toEqual([]);
    }
  });
});
