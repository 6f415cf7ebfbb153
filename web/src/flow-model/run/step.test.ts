import { describe, expect, it } from "vitest";
import type { FlowDocument } from "@/api/types";
import { action, decision, flow, procedure, section, solution, step as procedureStep } from "../testing";
import { isReadyToComplete } from "./step";
import { checklist, port, Run } from "./testing";

const steps = (...names: string[]) => procedure(...names.map((name) => procedureStep(name)));

describe("an answer", () => {
  it("leads to where its option points, and a loop comes round again", () => {
    const run = new Run(port()).answers("start", "down").ticks("reseat").answers("start", "up");
    expect(run.path).toEqual(["start", "reseat", "start", "vlan"]);
    expect(run.state.current_node_id).toBe("vlan");
    expect(isReadyToComplete(run.document, run.state)).toBe(true);
    expect(run.state.path[0]).toMatchObject({ option_id: "down", option_label: "down", seconds: 10 });
    expect(run.state.path[0]?.left_at).toBe(run.state.path[1]?.entered_at);
    expect(run.state).toMatchObject({ active_seconds: 30, seq: 4 });
  });

  it("that the node does not have, or for another node, is refused", () => {
    const run = new Run(port());
    expect(run.refuses({ type: "answered", node_id: "start", option_id: "maybe" })).toBe(true);
    expect(run.refuses({ type: "answered", node_id: "reseat", option_id: "up" })).toBe(true);
    expect(run.refuses({ type: "completed_step", node_id: "start", result: "done" })).toBe(true);
  });

  it("that leads nowhere is taken, and the run can be completed or gone back", () => {
    const run = new Run(port()).answers("start", "odd");
    expect(run.state.current_node_id).toBeNull();
    expect(isReadyToComplete(run.document, run.state)).toBe(true);
    run.does({ type: "went_back" });
    expect(run.state.current_node_id).toBe("start");
  });

  it("carries its note, and an empty one is none", () => {
    const run = new Run(port()).answers("start", "down", "amber LED").ticks("reseat");
    expect(run.state.path[0]?.note).toBe("amber LED");
    run.answers("start", "up", "  ");
    expect(run.state.path[2]?.note).toBeNull();
  });
});

describe("going back", () => {
  it("takes the answer back and keeps the seconds", () => {
    const run = new Run(port()).answers("start", "down", "note").does({ type: "went_back" });
    expect(run.path).toEqual(["start"]);
    expect(run.state.path[0]).toMatchObject({ left_at: null, seconds: 10 });
    expect(run.state.path[0]).not.toHaveProperty("option_id");
    expect(run.state.path[0]).not.toHaveProperty("note");
    expect(run.state.active_seconds).toBe(20);
    expect(run.refuses({ type: "went_back" })).toBe(true);
  });

  it("to a node of a loop means its latest visit", () => {
    const run = new Run(port())
      .answers("start", "down")
      .ticks("reseat")
      .answers("start", "down")
      .ticks("reseat");
    run.does({ type: "went_back", to_node_id: "start" });
    expect(run.path).toEqual(["start", "reseat", "start"]);
    run.does({ type: "went_back", to_node_id: "start" });
    expect(run.path).toEqual(["start"]);
    expect(run.refuses({ type: "went_back", to_node_id: "vlan" })).toBe(true);
  });
});

describe("a checklist", () => {
  it("passes headings, stands on steps, and counts them", () => {
    const run = new Run(checklist());
    expect(run.state.current_node_id).toBe("backup");
    run.ticks("backup");
    expect(run.state.current_node_id).toBe("stop");
    expect(run.state.progress).toEqual({ done: 1, total: 3 });
    run.ticks("stop").ticks("patch");
    expect(run.state.current_node_id).toBe("end");
    expect(isReadyToComplete(run.document, run.state)).toBe(true);
    expect(run.state.progress).toEqual({ done: 3, total: 3 });
  });

  it("without an end is over after its last step", () => {
    const run = new Run(steps("a")).ticks("a");
    expect(run.state.current_node_id).toBeNull();
    expect(isReadyToComplete(run.document, run.state)).toBe(true);
  });

  it("is jumped in by heading, which passes the step that was current", () => {
    const run = new Run(checklist()).does({ type: "jumped", node_id: "h2" });
    expect(run.path).toEqual(["backup", "stop"]);
    expect(run.state.progress).toEqual({ done: 0, total: 3 });
    expect(run.refuses({ type: "jumped", node_id: "stop" })).toBe(true);
    expect(run.refuses({ type: "jumped", node_id: "gone" })).toBe(true);
  });

  it("with nothing under its last heading stands still", () => {
    const run = new Run(procedure(procedureStep("a"), section("h")));
    expect(run.refuses({ type: "jumped", node_id: "h" })).toBe(true);
  });
});

describe("variables", () => {
  const document = (): FlowDocument => ({
    ...procedure(
      procedureStep("one"),
      procedureStep("two", { commands: [{ command: "ping {{host}} -c {{count}}" }] }),
      procedureStep("three", { description: "Type {{pin}}" }),
    ),
    intake: [
      { name: "host", type: "text", required: true, deferred: true },
      { name: "count", type: "number", required: false, deferred: true },
      { name: "pin", type: "secret", required: true, deferred: false },
    ],
  });

  it("are asked for at the first step that uses them, and required ones hold it", () => {
    const run = new Run(document());
    expect(run.state.pending_variables).toEqual([]);
    run.ticks("one");
    expect(run.state.pending_variables).toEqual(["host", "count"]);
    expect(run.refuses({ type: "completed_step", node_id: "two", result: "skipped" })).toBe(true);
    run.does({ type: "variable_set", name: "host", value: "web-1" });
    expect(run.state.pending_variables).toEqual(["count"]);
    run.does({ type: "variable_set", name: "count", value: "" });
    expect(run.state.pending_variables).toEqual([]);
    run.ticks("two").ticks("three");
  });

  it("fit their type, and secrets are not recorded", () => {
    const run = new Run(document());
    expect(run.refuses({ type: "variable_set", name: "count", value: "many" })).toBe(true);
    expect(run.refuses({ type: "variable_set", name: "host", value: " " })).toBe(true);
    expect(run.refuses({ type: "variable_set", name: "pin", value: "1234" })).toBe(true);
    run.does({ type: "variable_set", name: "count", value: " 4 " });
    expect(run.state.variables).toEqual({ count: "4" });
  });

  it("do not hold back from going back or jumping", () => {
    const run = new Run(document()).ticks("one");
    run.does({ type: "went_back" }).ticks("one").does({ type: "jumped", node_id: "three" });
    expect(run.state.current_node_id).toBe("three");
  });
});

describe("a pause", () => {
  it("is ended by an answer but not by a note, and its time is not work", () => {
    const run = new Run(port()).does({ type: "paused" });
    expect(run.refuses({ type: "paused" })).toBe(true);
    run.does({ type: "noted", note: "Calls back" });
    expect(run.state.paused).toBe(true);
    run.does({ type: "resumed" }, 5_000);
    expect(run.state).toMatchObject({ paused: false, active_seconds: 20 });
    run.does({ type: "paused" }).answers("start", "down");
    expect(run.state.paused).toBe(false);
  });
});

describe("notes and custom steps", () => {
  it("belong to the current node unless they say otherwise", () => {
    const run = new Run(port()).does({ type: "noted", note: "here" });
    run.does({ type: "noted", note: "there", node_id: "vlan" });
    expect(run.state.notes.map(({ node_id }) => node_id)).toEqual(["start", "vlan"]);
    expect(run.refuses({ type: "noted", note: " " })).toBe(true);
    expect(run.refuses({ type: "noted", note: "x", node_id: "gone" })).toBe(true);
  });

  it("are named by the number of their event and done once", () => {
    const run = new Run(port()).does({
      type: "custom_step_inserted",
      step: { type: "action", content: "Ask" },
    });
    expect(run.state.custom_steps).toMatchObject([
      { id: "custom-2", inserted_after_node_id: "start", done: false },
    ]);
    run.does({ type: "custom_step_done", custom_step_id: "custom-2", note: "They did" });
    expect(run.state.custom_steps).toMatchObject([{ notes: "They did", done: true }]);
    expect(run.refuses({ type: "custom_step_done", custom_step_id: "custom-2" })).toBe(true);
  });
});

describe("the end", () => {
  it("can only be reopened, and keeps its words", () => {
    const run = new Run(port());
    run.does({ type: "completed", outcome: "escalated", outcome_notes: "To L2", next_steps: "Wait" });
    expect(run.refuses({ type: "noted", note: "x" })).toBe(true);
    run.does({ type: "reopened" });
    expect(run.state).toMatchObject({ status: "in_progress", outcome: null, completed_at: null });
    run.does({ type: "completed", outcome: "resolved", next_steps: "" });
    expect(run.state).toMatchObject({ outcome: "resolved", outcome_notes: "To L2", next_steps: "" });
  });
});

it("never changes the state it was given", () => {
  const run = new Run(flow(decision("a", { on: "b" }), action("b", "c"), solution("c")));
  const before = structuredClone(run.state);
  const frozen = run.state;
  run.answers("a", "on").does({ type: "went_back" }).does({ type: "noted", note: "x" });
  expect(frozen).toEqual(before);
});
