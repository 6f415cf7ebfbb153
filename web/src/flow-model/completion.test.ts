import { describe, expect, it } from "vitest";
import { completionOf, type TemplateField, type Templates } from "./completion";
import { action, decision, flow, impact, procedure, section, solution, step } from "./testing";

const fields = (place: TemplateField["place"], ...names: string[]): TemplateField[] =>
  names.map((name) => ({ name, label: name, hint: "", place, input: "line" }));

const templates: Templates = {
  troubleshooting: {
    decision: fields("node", "title", "help_text", "options"),
    action: fields("node", "description", "expected_outcome", "commands"),
    solution: fields("node", "description", "expected_outcome"),
  },
  procedural: {
    section_header: fields("node", "title"),
    procedure_step: fields("node", "description", "expected_outcome"),
    procedure_end: fields("node", "title"),
  },
  impact: {
    objective: fields("template_data", "core_why", "metric"),
    outcome: [...fields("node", "description"), ...fields("template_data", "metric", "target")],
  },
};

// The cases of the server's own tests (crates/domain, flow/completion).
describe("completion", () => {
  it("calls a node empty, partial or complete", () => {
    const { nodes, completion_rate } = completionOf(
      procedure(
        step("a"),
        step("b", { description: "Ten seconds" }),
        step("c", { description: "At the back", expected_outcome: "Green LED" }),
      ),
      templates,
    );
    expect(nodes.map(({ status }) => status)).toEqual(["empty", "partial", "complete"]);
    expect(completion_rate).toBe(0.5);
  });

  it("of a flow without nodes is nothing", () => {
    expect(completionOf(procedure(), templates)).toEqual({ completion_rate: 0, nodes: [], sections: [] });
  });

  it("counts a section's header and steps, and no end", () => {
    const { sections } = completionOf(
      procedure(
        step("before"),
        section("one"),
        step("a", { description: "At the back", expected_outcome: "Dark" }),
        section("two"),
        step("b", { description: "With a screwdriver" }),
        { id: "end", type: "procedure_end", title: "" },
      ),
      templates,
    );
    expect(sections.map(({ id, completion_rate }) => [id, completion_rate])).toEqual([
      ["one", 1],
      ["two", 2 / 3],
    ]);
  });

  it("counts all that is under a node of an impact tree, once, also in a loop", () => {
    const tree = impact(
      [
        { id: "o", type: "objective", title: "Grow", template_data: { core_why: "w", metric: 5 } },
        { id: "x", type: "outcome", title: "More", description: "d" },
        { id: "y", type: "outcome", title: "Better" },
      ],
      "o>x",
      "o>y",
      "x>y",
      "y>o",
    );
    const { sections } = completionOf(tree, templates);
    expect(sections).toEqual([{ id: "o", title: "Grow", completion_rate: 3 / 8 }]);
  });

  it("wants two answers and a command that is one; blanks do not count", () => {
    const { nodes } = completionOf(
      flow(
        decision("d", { Yes: "a" }, { help_text: "  " }),
        decision("e", { Yes: "a", No: "s" }, { help_text: "Look at the LED" }),
        action("a", "s", { commands: [{ command: " " }] }),
        solution("s", { description: "It was off" }),
      ),
      templates,
    );
    expect(nodes.map(({ filled, total }) => `${filled}/${total}`)).toEqual(["1/3", "3/3", "0/3", "1/2"]);
  });
});
