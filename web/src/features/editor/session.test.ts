import { expect, it, vi } from "vitest";
import type { FlowDocument } from "@/api/types";
import { applyChanges, update } from "@/flow-model/change";
import { removeNode } from "@/flow-model/edits";
import { action, decision, flow, solution } from "@/flow-model/testing";
import type { Draft } from "@/flow-model/change";
import type { Attempt, Stored } from "./saver";
import { EditorSession, WHOLE_FLOW } from "./session";

const meta = {
  name: "VPN",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};

function open(document: FlowDocument, cursor?: string) {
  const send = vi.fn<(attempt: Attempt<Draft>) => Promise<Stored<Draft>>>(({ draft }) =>
    Promise.resolve({ draft, version: 2 }),
  );
  const session = new EditorSession({ draft: { meta, document }, version: 1, send }, cursor);
  return { session, send };
}

const ladder = () =>
  flow(
    decision("a", { Yes: "b", No: "c" }),
    decision("b", { On: "s", Off: "c" }),
    action("c", "s"),
    solution("s"),
  );

it("begins at the first line, or where it was asked to", () => {
  expect(open(ladder()).session.state.cursor).toBe("a");
  expect(open(ladder(), "c").session.node?.id).toBe("c");
  expect(open(ladder(), "gone").session.state.cursor).toBe("a");
  expect(open(flow()).session.state.cursor).toBe(WHOLE_FLOW);
});

it("shows the question on the line of an answer that only jumps", () => {
  const { session } = open(ladder(), "a/option/No");
  expect(session.line?.node).toBeUndefined();
  expect(session.node?.id).toBe("a");
});

it("stays where it is when something else is removed, and moves up when its own line is", () => {
  const { session } = open(ladder(), "c");
  session.edit(removeNode(session.document, "b"));
  expect(session.state.cursor).toBe("c");
  session.edit(removeNode(session.document, "c"));
  expect(session.state.cursor).toBe("a/option/Yes");
});

it("goes back to where something was done when it is undone", () => {
  const { session } = open(ladder(), "c");
  session.edit([update("c", "title", "Reboot")], { key: "c/title" });
  session.goTo("a");
  expect(session.undo()).toBe(true);
  expect([session.state.cursor, session.document.nodes[2]?.title]).toEqual(["c", "c"]);
  session.goTo("b");
  expect(session.redo()).toBe(true);
  expect([session.state.cursor, session.node?.title]).toEqual(["c", "Reboot"]);
  expect(session.redo()).toBe(false);
});

it("chooses several nodes, of which the cursor is on one", () => {
  const { session } = open(ladder(), "c");
  const chosen = () => [session.state.cursor, [...session.state.selected].join()];
  expect(chosen()).toEqual(["c", "c"]);
  session.select(["a", "b", "gone"]);
  expect(chosen()).toEqual(["b", "a,b"]);
  session.select(["s", "a", "b"]);
  expect(chosen()).toEqual(["b", "a,b,s"]);
  session.select(["a", "b"], "a");
  expect(chosen()).toEqual(["a", "a,b"]);
  session.select([]);
  expect(chosen()).toEqual([WHOLE_FLOW, ""]);
  session.goTo("a/option/No");
  expect(chosen()).toEqual(["a/option/No", "a"]);
});

it("keeps of several what an edit leaves, and chooses all that undoing brings back", () => {
  const { session } = open(ladder(), "a");
  session.select(["a", "b", "c"]);
  session.edit([...removeNode(session.document, "b"), { op: "remove", node_id: "c" }]);
  expect([...session.state.selected]).toEqual(["a"]);
  session.undo();
  expect([...session.state.selected]).toEqual(["b", "c"]);
});

it("opens what hides the line that it goes to", () => {
  const { session } = open(ladder());
  session.collapse("a", true);
  session.collapse("b", true);
  session.goTo("s");
  expect([...session.state.collapsed]).toEqual([]);
});

it("saves what was edited, and forgets what was done when it takes the server's", async () => {
  const { session, send } = open(ladder());
  session.edit([update("a", "title", "On?")]);
  expect(await session.saver.saveNow()).toBe(true);
  expect(send).toHaveBeenCalledOnce();
  session.adopt({ meta, document: flow(solution("new")) }, 7);
  expect([session.state.cursor, session.undo(), session.saver.isDirty]).toEqual(["new", false, false]);
});

it("takes in what others have saved, and keeps the cursor, what is typed and what can be undone", async () => {
  const { session, send } = open(ladder(), "c");
  session.edit([update("c", "title", "Reboot")]);
  send.mockImplementationOnce(async ({ draft }) => {
    // While it is on its way.
    session.edit([update("c", "description", "Hold the button")]);
    const theirs = applyChanges(draft, [
      update("s", "title", "Fixed"),
      { op: "add", node: solution("t"), at: 0 },
    ]);
    return { draft: theirs.draft, version: 9 };
  });
  await session.saver.saveNow();
  const titles = () => session.document.nodes.map(({ title }) => title).toSorted();
  expect(titles()).toEqual(["Fixed", "Reboot", "a?", "b?", "t"]);
  expect([session.state.cursor, session.node?.description]).toEqual(["c", "Hold the button"]);
  expect(session.state.merged).toEqual({ from: 1, to: 9 });
  while (session.undo());
  expect(titles()).toEqual(["Fixed", "a?", "b?", "c", "t"]);
});

it("answers a clash with what was typed while a save was on its way", async () => {
  const { session, send } = open(ladder(), "c");
  session.edit([update("a", "title", "On?")]);
  send.mockImplementationOnce(async ({ draft }) => {
    session.edit([update("c", "title", "Mine")]);
    return { draft: applyChanges(draft, [update("c", "title", "Theirs")]).draft, version: 3 };
  });
  expect(await session.saver.saveNow()).toBe(false);
  expect(session.saver.state).toMatchObject({
    status: "conflict",
    conflicts: [{ ours: "Mine", theirs: "Theirs" }],
  });
  expect(await session.saver.resolve([{ node_id: "c", field: "title", take: "theirs" }])).toBe(true);
  expect([session.node?.title, session.saver.isDirty]).toEqual(["Theirs", false]);
});

it("knows what was just made until one leaves it", () => {
  const { session } = open(ladder(), "c");
  const make = () =>
    session.edit([{ op: "add", node: solution("new"), at: 0 }], { cursor: "new", isFresh: true });
  make();
  session.edit([update("new", "title", "Call")]);
  expect(session.state.fresh).toBe("new");
  session.goTo("a");
  session.goTo("new");
  expect(session.state.fresh).toBeNull();
  session.undo();
  session.undo();
  make();
  session.leaveFresh();
  expect(session.state.fresh).toBeNull();
});
