import { expect, it } from "vitest";
import type { SessionEvent } from "@/api/types";
import { MARA, port, Run } from "./testing";
import { trailOf, type Mark, type Visit } from "./trail";

const told = (run: Run) => trailOf(run.document, run.log);
const visits = (run: Run) => told(run).scenes.filter((scene): scene is Visit => scene.kind === "visit");
const last = (run: Run) => run.log.at(-1) as SessionEvent;
const marks = (run: Run) => told(run).scenes.filter((scene): scene is Mark => scene.kind === "mark");

it("keeps what going back has undone, each stay with its own seconds", () => {
  const run = new Run(port()).answers("start", "down", "amber").ticks("reseat");
  run.does({ type: "went_back", to_node_id: "reseat" }).ticks("reseat").answers("start", "up");
  expect(visits(run).map(({ node_id, undone, seconds }) => [node_id, undone, seconds])).toEqual([
    ["start", false, 10],
    ["reseat", true, 10],
    ["start", true, 10],
    ["reseat", false, 10],
    ["start", false, 10],
    ["vlan", false, 0],
  ]);
  expect(visits(run)[0]).toMatchObject({ answer: "down", note: "amber" });
  expect(marks(run)).toMatchObject([{ what: "went_back", detail: "reseat" }]);
});

it("says that a step was jumped over", () => {
  const run = new Run(port()).does({ type: "jumped", node_id: "vlan" });
  expect(visits(run)[0]).toMatchObject({ node_id: "start", undone: false });
  expect(visits(run)[0]?.leftAt).toBeDefined();
  expect(marks(run)).toMatchObject([{ what: "jumped", detail: "vlan" }]);
});

it("puts notes and added steps with the stay that they are about", () => {
  const run = new Run(port()).does({ type: "noted", note: "here" });
  run.does({ type: "custom_step_inserted", step: { type: "action", content: "Ask" } });
  run.does({ type: "noted", note: "elsewhere", node_id: "vlan" });
  expect(visits(run)[0]).toMatchObject({ notes: [{ text: "here" }], customSteps: ["custom-3"] });
  expect(told(run).notes).toMatchObject([{ text: "elsewhere" }]);
});

it("tells pauses, ends and what a newer version wrote", () => {
  const run = new Run(port()).does({ type: "paused" }).does({ type: "resumed" });
  run.does({ type: "completed", outcome: "cancelled" }).does({ type: "reopened" });
  run.log.push({ ...last(run), seq: 6, type: "file_attached", data: { file: 1 } });
  expect(marks(run).map(({ what, detail, outcome }) => outcome ?? detail ?? what)).toEqual([
    "paused",
    "resumed",
    "cancelled",
    "reopened",
    "file_attached",
  ]);
});

it("tells the longest log in no time", () => {
  const document = port();
  const events = Array.from({ length: 10_000 }, (_, place): SessionEvent => {
    const data = place % 2 ? { node_id: "start", option_id: "down" } : { node_id: "reseat", result: "done" };
    const type = place === 0 ? "started" : place % 2 ? "answered" : "completed_step";
    return { seq: place + 1, type, at: "2026-11-04T09:12:00Z", actor: MARA, seconds: 1, data };
  });
  const begun = performance.now();
  expect(trailOf(document, events).scenes).toHaveLength(10_000);
  expect(performance.now() - begun).toBeLessThan(1_000);
});
