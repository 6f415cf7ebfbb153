import { describe, expect, it } from "vitest";
import type { SyncChange } from "@/api/types";
import { update, type Change, type Draft } from "./change";
import { begin, onTopOf, perform, redo, undo, type History } from "./history";
import { withTaken, type Taken } from "./sync/rebase";
import { action, decision, flow, procedure, solution, step } from "./testing";

const meta = {
  name: "VPN",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const draft: Draft = { meta, document: flow(action("a"), action("b")) };
const title = (history: History | undefined) => history?.draft.document.nodes[0]?.title;

const type = (history: History, text: string, at: number, key: string | null = "a/title") =>
  perform(history, {
    changes: [update("a", "title", text)],
    key: key ?? undefined,
    at,
    before: "a",
    after: "a",
  });

describe("history", () => {
  it("undoes and does again, and says where to look", () => {
    const changes: Change[] = [{ op: "remove", node_id: "b" }];
    const removed = perform(begin(draft), { changes, at: 0, before: "b", after: "a" });
    const undone = undo(removed);
    expect(undone?.focus).toBe("b");
    expect(undone?.history.draft).toEqual(draft);
    const again = undone && redo(undone.history);
    expect(again?.focus).toBe("a");
    expect(again?.history.draft).toEqual(removed.draft);
    expect(again && redo(again.history)).toBeNull();
    expect(undo(begin(draft))).toBeNull();
  });

  it("takes letters typed one after the other for one edit", () => {
    const typed = type(type(type(begin(draft), "R", 0), "Re", 300), "Reb", 900);
    expect(typed.done).toHaveLength(1);
    expect(undo(typed)?.history.draft).toEqual(draft);
    expect(title(redo(undo(typed)?.history ?? typed)?.history)).toBe("Reb");
  });

  it("begins a new edit after a pause, in another field and after undoing", () => {
    expect(type(type(begin(draft), "R", 0), "Re", 2_000).done).toHaveLength(2);
    expect(type(type(begin(draft), "R", 0), "Re", 10, "a/other").done).toHaveLength(2);
    expect(type(type(begin(draft), "R", 0, null), "Re", 10, null).done).toHaveLength(2);
    const undone = undo(type(type(begin(draft), "R", 0), "Re", 5_000))?.history;
    expect(undone && type(undone, "Rx", 5_100).done).toHaveLength(2);
  });

  it("forgets what was undone when something else is done", () => {
    const undone = undo(type(begin(draft), "R", 0))?.history;
    expect(undone && redo(type(undone, "X", 5_000))).toBeNull();
  });

  it("does not count an edit that changes nothing", () => {
    const history = begin(draft);
    expect(type(history, "a", 0)).toBe(history);
  });

  it("is bounded", () => {
    let history = begin(draft);
    for (let n = 0; n < 700; n++) history = type(history, `t${n}`, n * 10_000);
    expect(history.done).toHaveLength(500);
    for (let back = undo(history); back; back = undo(history)) history = back.history;
    expect(title(history)).toBe("t199");
  });
});

describe("what others have saved meanwhile", () => {
  const titled = (draft: Draft, place: number) => draft.document.nodes[place]?.title;
  const taken = (changes: readonly SyncChange[], meta: Taken["meta"] = {}): Taken => ({ changes, meta });
  const take = (history: History, theirs: Taken) =>
    onTopOf(history, withTaken(history.draft, theirs), theirs);

  it("stays when one's own edit before it is undone, and done again", () => {
    const edited = type(begin(draft), "Reboot", 0);
    const merged = take(edited, taken([{ op: "update", node_id: "b", field: "title", value: "Fixed" }]));
    const undone = undo(merged)?.history;
    expect([titled(undone?.draft ?? draft, 0), titled(undone?.draft ?? draft, 1)]).toEqual(["a", "Fixed"]);
    const redone = undone && redo(undone)?.history;
    expect([titled(redone?.draft ?? draft, 0), titled(redone?.draft ?? draft, 1)]).toEqual([
      "Reboot",
      "Fixed",
    ]);
  });

  it("is not undone with an edit of the same field", () => {
    const edited = type(begin(draft), "Reboot", 0);
    const merged = take(edited, taken([{ op: "update", node_id: "a", field: "title", value: "Theirs" }]));
    expect(titled(merged.draft, 0)).toBe("Theirs");
    expect(undo(merged)).toBeNull();
  });

  it("is not undone with an edit of another answer of the same question", () => {
    const asked = { ...draft, document: flow(decision("d", { yes: "s", no: "s" }), solution("s")) };
    const options = asked.document.nodes[0]?.options?.map((option) => ({
      ...option,
      label: `${option.label}!`,
    }));
    const edited = perform(begin(asked), {
      changes: [update("d", "options", options)],
      at: 0,
      before: "d",
      after: "d",
    });
    const theirs = taken([
      { op: "update", node_id: "d", field: "options/maybe", value: { label: "Maybe" } },
      { op: "update", node_id: "d", field: "options/no/to", value: "d" },
    ]);
    const undone = undo(take(edited, theirs))?.history.draft.document.nodes[0]?.options;
    expect(undone).toEqual([
      { id: "yes", label: "yes", to: "s" },
      { id: "no", label: "no", to: "d" },
      { id: "maybe", label: "Maybe" },
    ]);
  });

  const act = (history: History, changes: readonly Change[]) =>
    perform(history, { changes, at: 0, before: "a", after: "a" });
  const ids = (history: History | undefined) => history?.draft.document.nodes.map(({ id }) => id).join(" ");

  it("does not put a step elsewhere than where it was", () => {
    const list = { ...draft, document: procedure(step("a"), step("b"), step("c"), step("d")) };
    const theirs = taken([
      { op: "add", node_id: "x", value: step("x") },
      { op: "move", node_id: "x", value: null },
    ]);
    const moved = take(act(begin(list), [{ op: "move", node_id: "c", to: 0 }]), theirs);
    expect(ids(moved)).toBe("x c a b d");
    expect(ids(undo(moved)?.history)).toBe("x a b c d");
    const removed = undo(take(act(begin(list), [{ op: "remove", node_id: "c" }]), theirs))?.history;
    expect(ids(removed)).toBe("x a b c d");
    expect(ids(removed && redo(removed)?.history)).toBe("x a b d");
  });

  it("is not taken away with a step that was added here and is theirs by now", () => {
    const added = act(
      act(begin(draft), [{ op: "add", node: action("m"), at: 2 }, update("b", "next", "m")]),
      [{ op: "add", node: action("n", "m"), at: 2 }, update("b", "next", "n")],
    );
    expect(ids(undo(added)?.history)).toBe("a b m");
    for (const theirs of [
      { op: "update", node_id: "n", field: "description", value: "Wait" },
      { op: "update", node_id: "a", field: "next", value: "n" },
      { op: "add", node_id: "z", value: decision("z", { yes: "n" }) },
    ] as const) {
      const merged = take(added, taken([theirs]));
      expect(undo(merged)).toBeNull();
    }
    // It was only put elsewhere, or something else was worked on.
    for (const theirs of [
      { op: "move", node_id: "n", value: null },
      { op: "update", node_id: "a", field: "title", value: "Other" },
    ] as const) {
      expect(ids(undo(take(added, taken([theirs])))?.history)).toBe("a b m");
    }
  });
});
