import { describe, expect, it } from "vitest";
import { update, type Change, type Draft } from "./change";
import { begin, perform, redo, undo, type History } from "./history";
import { action, flow } from "./testing";

const meta = { name: "VPN", description: "", category: null, tags: [], visibility: "team" as const };
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
