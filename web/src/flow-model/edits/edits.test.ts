import { describe, expect, it } from "vitest";
import type { AnswerOption, FlowDocument, FlowNode } from "@/api/types";
import { applyChanges, type Change } from "../change";
import { outlineOf } from "../outline";
import { action, decision, flow, impact, procedure, section, solution, step } from "../testing";
import {
  addAnswer,
  addBelow,
  addBetween,
  addLoose,
  addTarget,
  changeType,
  connect,
  duplicate,
  duplicateOption,
  move,
  moveTo,
  newNode,
  removeBranch,
  removeNode,
  setField,
  setParent,
  setTemplateField,
} from ".";

const meta = {
  name: "",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};

function after(document: FlowDocument, changes: readonly Change[]): FlowDocument {
  return applyChanges({ meta, document }, changes).draft.document;
}

/** A flow in one line: `a?Yes>b,No>- b>c c` with the root in brackets when it is not the first. */
function told({ nodes, connections, root, kind }: FlowDocument): string {
  const links = ({ id, options, next }: FlowNode) =>
    [
      id,
      options && `?${options.map(({ label, to }) => `${label}>${to ?? "-"}`).join()}`,
      next && `>${next}`,
      kind === "impact" && connections?.some(({ from }) => from === id)
        ? `>${connections.flatMap(({ from, to }) => (from === id ? to : [])).join("+")}`
        : "",
    ].join("");
  const start = kind === "troubleshooting" && root !== nodes[0]?.id ? ` [${root ?? "-"}]` : "";
  return nodes.map(links).join(" ") + start;
}

const ids = ({ nodes }: FlowDocument) => nodes.map(({ id }) => id).join(" ");

const ladder = () =>
  flow(
    decision("a", { Yes: "s", No: "b" }),
    action("b", "c"),
    decision("c", { Yes: "s", No: "a" }),
    solution("s"),
  );

describe("adding", () => {
  const n = action("n");

  it("begins an empty flow", () => {
    const empty: FlowDocument = { schema: 1, kind: "troubleshooting", nodes: [] };
    expect(told(after(empty, addLoose(empty, n).changes))).toBe("n");
    const checklist = procedure();
    expect(after(checklist, addLoose(checklist, step("x")).changes).root).toBeUndefined();
  });

  it("below an action puts it between the action and what followed", () => {
    const document = ladder();
    const added = addBelow(document, "b", n);
    expect(added && told(after(document, added.changes))).toBe("a?Yes>s,No>b b>n n>c c?Yes>s,No>a s");
  });

  it("a decision between leads on by its first answer", () => {
    const document = flow(action("a", "s"), solution("s"));
    const added = addBelow(document, "a", decision("n", { Yes: undefined, No: undefined }));
    expect(added && told(after(document, added.changes))).toBe("a>n n?Yes>s,No>- s");
  });

  it("below a decision takes the first answer that leads nowhere, else adds one", () => {
    const open = flow(decision("a", { Yes: "s", No: undefined }), solution("s"));
    expect(told(after(open, addBelow(open, "a", n)?.changes ?? []))).toBe("a?Yes>s,No>n n s");
    const full = flow(decision("a", { Yes: "s", No: "s" }), solution("s"));
    expect(told(after(full, addBelow(full, "a", n)?.changes ?? []))).toBe("a?Yes>s,No>s,>n n s");
  });

  it("below an action is not possible where what followed would be cut off", () => {
    expect(addBelow(ladder(), "b", solution("n"))).toBeNull();
    const end = flow(action("a"));
    expect(told(after(end, addBelow(end, "a", solution("n"))?.changes ?? []))).toBe("a>n n");
  });

  it("between a parent and its child keeps what their connection says", () => {
    const said = { id: "a>b", from: "a", to: "b", type: "parent-child" as const, label: "mostly", weight: 3 };
    const tree = { ...impact([action("a"), action("b")]), connections: [said] };
    const added = addBetween(tree, { from: "a", connection: "a>b" }, n);
    const { connections } = after(tree, added?.changes ?? []);
    expect(connections).toMatchObject([
      { ...said, to: "n" },
      { from: "n", to: "b", type: "parent-child" },
    ]);
  });

  it("below a solution is not possible", () => {
    expect(addBelow(ladder(), "s", n)).toBeNull();
    expect(addBelow(ladder(), "gone", n)).toBeNull();
  });

  it("beside an answer adds the next answer", () => {
    const document = ladder();
    const added = addAnswer(document, { from: "a", option: "Yes" }, n);
    expect(added && told(after(document, added.changes))).toBe("a?Yes>s,>n,No>b n b>c c?Yes>s,No>a s");
  });

  it("as the target of a link replaces the target", () => {
    const document = ladder();
    expect(told(after(document, addTarget(document, { from: "a", option: "Yes" }, n).changes))).toBe(
      "a?Yes>n,No>b n b>c c?Yes>s,No>a s",
    );
    expect(told(after(document, addTarget(document, { from: "b" }, n).changes))).toBe(
      "a?Yes>s,No>b b>n n c?Yes>s,No>a s",
    );
  });

  it("a step puts it below, and never behind the end", () => {
    const end: FlowNode = { id: "end", type: "procedure_end", title: "Done" };
    const document = procedure(section("S"), step("a"), section("T"), step("b"), end);
    const below = (id: string, node: FlowNode) =>
      ids(after(document, addBelow(document, id, node)?.changes ?? []));
    expect(below("S", step("n"))).toBe("S n a T b end");
    expect(below("a", step("n"))).toBe("S a n T b end");
    expect(below("end", step("n"))).toBe("S a T b n end");
    expect(below("S", section("n"))).toBe("S a n T b end");
    expect(below("b", section("n"))).toBe("S a T b n end");
  });

  it("a child hangs it under its parent", () => {
    const document = impact([action("a"), action("b")], "a>b");
    expect(told(after(document, addBelow(document, "b", n)?.changes ?? []))).toBe("a>b b>n n");
  });

  it("a new decision asks for yes or no", () => {
    expect(newNode("decision").options?.map(({ label }) => label)).toEqual(["Yes", "No"]);
    expect(newNode("action").options).toBeUndefined();
  });
});

describe("removing", () => {
  it("leads those that led to the node to where it led on", () => {
    const document = ladder();
    expect(told(after(document, removeNode(document, "b")))).toBe("a?Yes>s,No>c c?Yes>s,No>a s");
  });

  it("leaves links open where it is not clear where they should lead", () => {
    const document = ladder();
    expect(told(after(document, removeNode(document, "c")))).toBe("a?Yes>s,No>b b s");
    expect(told(after(document, removeNode(document, "s")))).toBe("a?Yes>-,No>b b>c c?Yes>-,No>a");
  });

  it("does not make a node lead to itself", () => {
    const document = flow(action("a", "b"), action("b", "a"));
    expect(told(after(document, removeNode(document, "b")))).toBe("a");
    const self = flow(action("a", "b"), action("b", "b"));
    expect(told(after(self, removeNode(self, "b")))).toBe("a");
  });

  it("of the start makes what follows the start", () => {
    const document = flow(action("a", "b"), solution("b"));
    expect(after(document, removeNode(document, "a")).root).toBe("b");
    expect(after(ladder(), removeNode(ladder(), "a")).root).toBeUndefined();
  });

  it("with all behind it keeps what is reached otherwise", () => {
    const document = flow(
      decision("a", { Yes: "b", No: "s" }),
      decision("b", { Yes: "c", No: "s", Back: "a" }),
      action("c", "d"),
      solution("d"),
      solution("s"),
      solution("lost"),
    );
    expect(told(after(document, removeBranch(document, "b")))).toBe("a?Yes>-,No>s s lost");
  });

  it("takes the node out of references and off the canvas", () => {
    const document: FlowDocument = {
      ...ladder(),
      connections: [{ id: "see", from: "a", to: "b", type: "reference" }],
      canvas: { zoom: 1, positions: { a: { x: 0, y: 0 }, b: { x: 0, y: 9 } } },
    };
    const { connections, canvas } = after(document, removeNode(document, "b"));
    expect(connections).toEqual([]);
    expect(canvas).toEqual({ zoom: 1, positions: { a: { x: 0, y: 0 } } });
  });

  it("hands the children of a node of an impact tree to its parent", () => {
    const document = impact([action("a"), action("b"), action("c")], "a>b", "b>c");
    expect(told(after(document, removeNode(document, "b")))).toBe("a>c c");
  });
});

describe("changing the type", () => {
  it("of an action to a decision keeps where it led as the first answer", () => {
    const document = ladder();
    expect(told(after(document, changeType(document, "b", "decision")))).toBe(
      "a?Yes>s,No>b b?Yes>c,No>- c?Yes>s,No>a s",
    );
  });

  it("of a decision to an action keeps the first place it led to", () => {
    const document = ladder();
    expect(told(after(document, changeType(document, "c", "action")))).toBe("a?Yes>s,No>b b>c c>s s");
  });

  it("to a solution ends there", () => {
    const document = ladder();
    expect(told(after(document, changeType(document, "b", "solution")))).toBe(
      "a?Yes>s,No>b b c?Yes>s,No>a s",
    );
  });

  it("keeps links in kinds where the type does not matter to them", () => {
    const document = impact([action("a"), action("b")], "a>b");
    expect(told(after(document, changeType(document, "a", "outcome")))).toBe("a>b b");
  });
});

describe("duplicating", () => {
  const copyOf = (text: string) => `${text} copy`;
  const copied = (document: FlowDocument, id: string, from?: string, label?: string) => {
    const node = document.nodes.find((candidate) => candidate.id === from);
    const option = node?.options?.find((candidate) => candidate.label === label);
    const via = node && option ? { from: node, link: { to: id, option } } : undefined;
    const added = duplicate(document, id, via, copyOf);
    return { document: after(document, added?.changes ?? []), id: added?.id ?? "" };
  };

  it("of a node under an answer is another answer", () => {
    const { document, id } = copied(ladder(), "b", "a", "No");
    expect(told(document).replaceAll(id, "n")).toBe("a?Yes>s,No>b,No copy>n b>c n>c c?Yes>s,No>a s");
    expect(document.nodes.find((node) => node.id === id)?.title).toBe("b copy");
  });

  it("of a heading takes its section along", () => {
    const { document } = copied(procedure(section("S"), step("a"), section("T")), "S");
    expect(document.nodes.map(({ title }) => title)).toEqual(["S", "a", "S copy", "a", "T"]);
    expect(new Set(document.nodes.map(({ id }) => id)).size).toBe(5);
  });
});

describe("duplicating an answer", () => {
  it("puts it below itself, with a name of its own, leading where the other leads", () => {
    const document = flow(decision("a", { Yes: "s", No: "s" }), solution("s"));
    const question = document.nodes[0] as FlowNode;
    const [yes, no] = question.options ?? [];
    const copied = duplicateOption(question, no as AnswerOption, (text) => `${text} (copy)`);
    const left = after(document, copied.changes);
    const [first, second, copy] = left.nodes[0]?.options ?? [];
    expect([first, second]).toEqual([yes, no]);
    expect(copy).toEqual({ id: copy?.id, label: "No (copy)", to: "s" });
    expect(outlineOf(left).map(({ key }) => key)).toEqual(["a", "s", "a/option/No", copied.id]);
  });
});

describe("moving", () => {
  const document = procedure(section("S"), step("a"), step("b"), section("T"), step("c"), {
    id: "end",
    type: "procedure_end",
    title: "Done",
  });
  const moved = (id: string, direction: "up" | "down") =>
    ids(after(document, move(document, { id }, direction)));

  it("takes a step past its neighbour, also into another section", () => {
    expect(moved("b", "up")).toBe("S b a T c end");
    expect(moved("b", "down")).toBe("S a T b c end");
    expect(moved("c", "down")).toBe("S a b T c end");
  });

  it("takes a heading with its section past a section", () => {
    expect(moved("T", "up")).toBe("T c S a b end");
    expect(moved("S", "down")).toBe("T c S a b end");
    expect(moved("T", "down")).toBe("S a b T c end");
    expect(moved("S", "up")).toBe("S a b T c end");
  });

  it("puts a step or a section where it is dropped", () => {
    const dropped = (id: string, to: number) => ids(after(document, moveTo(document, id, to)));
    expect(dropped("a", 5)).toBe("S b T c a end");
    expect(dropped("c", 0)).toBe("c S a b T end");
    expect(dropped("S", 5)).toBe("T c S a b end");
    expect(dropped("T", 1)).toBe("S T c a b end");
    expect(dropped("S", 2)).toBe("S a b T c end");
  });

  it("of an answer changes the order of the answers", () => {
    const graph = ladder();
    const from = graph.nodes[0] as FlowNode;
    const option = from.options?.[1];
    const line = { id: "b", via: { from, link: { to: "b", option } } };
    expect(told(after(graph, move(graph, line, "up")))).toMatch(/^a\?No>b,Yes>s /);
    expect(move(graph, line, "down")).toEqual([]);
  });

  it("of a child changes the order of the children", () => {
    const tree = impact([action("a"), action("b"), action("x"), action("c")], "a>b", "x>b", "a>c");
    const connection = tree.connections?.[2];
    const line = { id: "c", via: { from: tree.nodes[0] as FlowNode, link: { to: "c", connection } } };
    expect(told(after(tree, move(tree, line, "up")))).toBe("a>c+b b x>b c");
  });
});

describe("linking", () => {
  it("leads an option or a next step somewhere, or nowhere", () => {
    const document = ladder();
    expect(told(after(document, connect(document, { from: "a", option: "Yes" }, "c")))).toMatch(/^a\?Yes>c/);
    expect(told(after(document, connect(document, { from: "a", option: "Yes" }, undefined)))).toMatch(
      /^a\?Yes>-/,
    );
    expect(told(after(document, connect(document, { from: "b" }, undefined)))).toMatch(/ b c/);
  });

  it("hangs a child under one parent only", () => {
    const tree = impact([action("a"), action("b"), action("c")], "a>c", "b>c");
    expect(told(after(tree, setParent(tree, "c", "b")))).toBe("a b>c c");
    expect(told(after(tree, setParent(tree, "c", undefined)))).toBe("a b c");
  });
});

describe("fields", () => {
  it("that are emptied are taken away, but the title", () => {
    const document = flow(action("a", "s", { description: "x", checklist: ["y"] }), solution("s"));
    const changes = [
      ...setField("a", "description", ""),
      ...setField("a", "checklist", []),
      ...setField("a", "title", ""),
    ];
    expect(after(document, changes).nodes[0]).toEqual({ id: "a", type: "action", title: "", next: "s" });
  });

  it("of a template are kept together", () => {
    const node = { id: "o", type: "objective" as const, title: "Grow" };
    const document = impact([node]);
    const filled = after(document, setTemplateField(node, "metric", "Revenue"));
    expect(filled.nodes[0]?.template_data).toEqual({ metric: "Revenue" });
    expect(after(filled, setTemplateField(filled.nodes[0] as FlowNode, "metric", "")).nodes[0]).toEqual(node);
  });
});
