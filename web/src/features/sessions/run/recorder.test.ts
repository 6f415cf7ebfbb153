import { beforeEach, describe, expect, it } from "vitest";
import { ApiProblem } from "@/api/problem";
import type { RunMove } from "@/flow-model/run/event";
import { port } from "@/flow-model/run/testing";
import type { Recorder } from "./recorder";
import { FakeServer, settled } from "./testing";

const down: RunMove = { type: "answered", node_id: "start", option_id: "down" };
const up: RunMove = { type: "answered", node_id: "start", option_id: "up" };
const reseated: RunMove = { type: "completed_step", node_id: "reseat", result: "done" };
const note: RunMove = { type: "noted", note: "amber", node_id: "start" };

let server: FakeServer;
let recorder: Recorder;
const path = () => recorder.recording.session.path.map((entry) => entry.node_id);
const recorded = () => server.log.map(({ event }) => event.type);

beforeEach(() => {
  server = new FakeServer(port());
  recorder = server.recorder();
});

describe("what is done", () => {
  it("shows at once and is sent in its order, one after another", async () => {
    let open = () => {};
    server.gate = new Promise((resolve) => {
      open = resolve;
    });
    expect([down, reseated, up].map((event) => recorder.record(event, 5))).toEqual([true, true, true]);
    expect(path()).toEqual(["start", "reseat", "start", "vlan"]);
    expect(recorder.recording).toMatchObject({ sync: "sending", waiting: 3 });
    open();
    await settled();
    expect(server.log.map(({ expected_seq, seconds }) => [expected_seq, seconds])).toEqual([
      [1, 5],
      [2, 5],
      [3, 5],
    ]);
    expect(recorder.recording).toMatchObject({ sync: "saved", waiting: 0, session: { seq: 4 } });
  });

  it("is refused here when the step is not the current one any more, as on a second press of the key", async () => {
    expect(recorder.record(down, 1)).toBe(true);
    expect(recorder.record(down, 1)).toBe(false);
    await settled();
    expect(recorded()).toEqual(["answered"]);
  });
});

describe("without a connection", () => {
  it("waits, tries again later and later, and then sends everything once", async () => {
    server.next = ["unreached", "unreached", "unreached"];
    recorder.record(down, 1);
    recorder.record(reseated, 1);
    await settled();
    expect(recorder.recording).toMatchObject({ sync: "offline", waiting: 2 });
    expect(path()).toEqual(["start", "reseat", "start"]);
    expect(server.kept).toHaveLength(2);
    expect([await server.ring(), await server.ring(), await server.ring()]).toEqual([1_000, 2_000, 4_000]);
    expect(recorded()).toEqual(["answered", "completed_step"]);
    expect(recorder.recording).toMatchObject({ sync: "saved", waiting: 0 });
    expect(server.kept).toEqual([]);
  });

  it("does not record twice what arrived although its answer was lost", async () => {
    server.next = ["unanswered"];
    recorder.record(down, 1);
    await settled();
    expect(recorder.recording.sync).toBe("offline");
    recorder.record(reseated, 1);
    await settled();
    await server.ring();
    expect(recorded()).toEqual(["answered", "completed_step"]);
    expect(recorder.recording).toMatchObject({ waiting: 0, session: { seq: 3 } });
  });

  it("goes on after a reload with what was kept, sent already or not", async () => {
    server.next = ["unanswered"];
    recorder.record(down, 1);
    recorder.record(reseated, 1);
    await settled();
    const kept = server.kept;
    server.next = ["unreached"];
    recorder = server.recorder(kept);
    expect(path()).toEqual(["start", "reseat", "start"]);
    await settled();
    await server.ring();
    expect(recorded()).toEqual(["answered", "completed_step"]);
  });

  it("takes an answer that is none, as of a hotel's sign-in page, for no connection", async () => {
    server.next = [new ApiProblem(403, {}), new ApiProblem(0, { code: "unexpected" })];
    recorder.record(down, 1);
    await settled();
    await server.ring();
    expect(recorder.recording).toMatchObject({ sync: "offline", waiting: 1, setback: null });
    await server.ring();
    expect(recorder.recording.sync).toBe("saved");
  });
});

describe("when another device has moved on", () => {
  it("the newer state counts, and the person is told what was not recorded", async () => {
    server.elsewhere(up);
    recorder.record(down, 1);
    recorder.record(reseated, 1);
    await settled();
    expect(path()).toEqual(["start", "vlan"]);
    expect(recorder.recording).toMatchObject({ sync: "saved", waiting: 0 });
    expect(recorder.recording.setback?.lost).toEqual([down, reseated]);
    expect(recorder.recording.setback?.problem.code).toBe("sequence_conflict");
    recorder.dismissSetback();
    expect(recorder.recording.setback).toBeNull();
  });

  it("notes are recorded all the same, as they move nothing", async () => {
    server.elsewhere(up);
    recorder.record(note, 1);
    recorder.record(down, 1);
    await settled();
    expect(server.session.notes).toMatchObject([{ text: "amber", node_id: "start" }]);
    expect(recorder.recording.setback?.lost).toEqual([down]);
    expect(recorder.recording.session.seq).toBe(3);
  });

  it("and the connection breaks while the newer state is fetched, nothing is given up", async () => {
    server.elsewhere(up);
    server.next = [new ApiProblem(409, { code: "sequence_conflict" }), "unreached"];
    recorder.record(down, 1);
    await settled();
    expect(recorder.recording).toMatchObject({ sync: "offline", waiting: 1, setback: null });
    server.next = [];
    await server.ring();
    expect(recorder.recording).toMatchObject({ waiting: 0, setback: { lost: [down] } });
  });

  it("and nothing was being sent, the newer state is taken over", () => {
    server.elsewhere(up);
    expect(recorder.adopt(server.session)).toBe(true);
    expect(path()).toEqual(["start", "vlan"]);
  });

  it("an older state never replaces a newer one", async () => {
    const older = server.session;
    recorder.record(down, 1);
    expect(recorder.adopt(older)).toBe(false);
    await settled();
    expect(recorder.adopt(older)).toBe(false);
    expect(path()).toEqual(["start", "reseat"]);
  });
});

describe("what the server refuses", () => {
  it("is taken out, and what comes after it still counts if it can", async () => {
    server.next = [new ApiProblem(422, { code: "invalid_value" })];
    recorder.record({ type: "noted", note: "too long", node_id: "start" }, 1);
    recorder.record(down, 1);
    await settled();
    expect(recorded()).toEqual(["answered"]);
    expect(recorder.recording.setback?.lost).toMatchObject([{ type: "noted" }]);
    expect(path()).toEqual(["start", "reseat"]);
  });
});

it("keeps what is still to be sent when nobody looks any more", async () => {
  server.next = ["unreached"];
  const stop = recorder.subscribe(() => {});
  recorder.record(down, 1);
  stop();
  await settled();
  await server.ring();
  expect(recorded()).toEqual(["answered"]);
});
