import { describe, expect, it } from "vitest";
import type { Finding, FlowDocument } from "@/api/types";
import { applyChanges } from "./change";
import { countByNode } from "./finding-counts";
import { fieldOf, fixesOf, undeclared } from "./findings";
import { newVariable } from "./edits";
import { action, decision, flow, procedure, solution } from "./testing";

const meta = {
  name: "",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const error = (code: string, node_id?: string, message = ""): Finding =>
  ({ severity: "error", code, node_id, message }) as Finding;

/** The first fix of a finding, applied. */
function mended(document: FlowDocument, finding: Finding): FlowDocument {
  return applyChanges({ meta, document }, fixesOf(finding, document)[0]?.changes ?? []).draft.document;
}
const kinds = (document: FlowDocument, finding: Finding) =>
  fixesOf(finding, document).map(({ kind }) => kind);

describe("fixes", () => {
  it("make an action that leads nowhere a solution", () => {
    const document = flow(action("a"));
    expect(mended(document, error("dead_end", "a")).nodes[0]?.type).toBe("solution");
  });

  it("do not guess where an answer leads or how a loop ends", () => {
    const document = flow(decision("a", { Yes: undefined, No: "b" }), action("b", "a"));
    expect(kinds(document, error("dead_end", "a"))).toEqual([]);
    expect(kinds(document, error("dead_end", "b"))).toEqual([]);
  });

  it("give a decision a second answer, or make it what it is", () => {
    const document = flow(decision("a", { Yes: "b" }), decision("b", {}));
    expect(mended(document, error("decision_needs_two_options", "a")).nodes[0]?.options).toHaveLength(2);
    expect(mended(document, error("decision_needs_two_options", "b")).nodes[1]?.options).toHaveLength(2);
    expect(kinds(document, error("decision_needs_two_options", "a"))).toEqual(["add_option", "make_action"]);
    expect(kinds(document, error("decision_needs_two_options", "b"))).toEqual([
      "add_option",
      "make_solution",
    ]);
  });

  it("start where nothing leads to", () => {
    const document = { ...flow(action("b", "c"), solution("c"), action("a", "b")), root: "gone" };
    expect(mended(document, error("missing_root")).root).toBe("a");
    expect(mended({ ...flow(action("a", "a")), root: undefined }, error("missing_root")).root).toBe("a");
    expect(mended(procedure(), error("missing_root")).nodes[0]?.type).toBe("procedure_step");
  });

  it("clear each link that leads to nothing", () => {
    const document = flow(decision("a", { Yes: "gone", No: "s", Maybe: "lost" }), solution("s"));
    expect(fixesOf(error("dangling_target", "a"), document)).toMatchObject([
      { name: "Yes" },
      { name: "Maybe" },
    ]);
    expect(mended(document, error("dangling_target", "a")).nodes[0]?.options?.[0]).toEqual({
      id: "Yes",
      label: "Yes",
    });
  });

  it("ask for the variable that the finding names", () => {
    const document = flow(action("a", "s", { title: "Ping {{host}} from {{site}}" }), solution("s"));
    const finding = error(
      "undeclared_variable",
      "a",
      "Ask for {{site}} in the intake: “Ping {{host}}” uses it.",
    );
    expect(mended(document, finding).intake).toMatchObject([{ name: "site", deferred: true }]);
    expect(undeclared(document)).toEqual(["host", "site"]);
    expect(undeclared({ ...document, intake: [newVariable("host")] })).toEqual(["site"]);
  });

  it("take away what no run comes to", () => {
    expect(
      mended(flow(solution("s"), solution("lost")), error("unreachable_node", "lost")).nodes,
    ).toHaveLength(1);
  });

  it("are none for a node that is gone", () => {
    const codes = ["dead_end", "decision_needs_two_options", "dangling_target", "unreachable_node"];
    for (const code of codes) expect(kinds(flow(), error(code, "gone"))).toEqual([]);
  });
});

describe("findings", () => {
  it("are mended in a field of the form", () => {
    const question = decision("a", {});
    expect(fieldOf(error("dead_end", "a"), question)).toBe("options");
    expect(fieldOf(error("dead_end", "b"), action("b"))).toBe("next");
    expect(fieldOf(error("no_expected_outcome", "b"), action("b"))).toBe("expected_outcome");
    expect(fieldOf(error("something_new", "b"), action("b"))).toBe("title");
  });

  it("are counted by node", () => {
    const warning: Finding = { severity: "warning", code: "missing_description", node_id: "a", message: "" };
    const counts = countByNode([error("dead_end", "a"), warning, error("missing_root")]);
    expect(counts.get("a")).toEqual({ errors: 1, warnings: 1 });
    expect(counts.get("")).toEqual({ errors: 1, warnings: 0 });
  });
});
