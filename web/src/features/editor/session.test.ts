import { expect, it, vi } from "vitest";
import type { FlowDocument } from "@/api/types";
import { update } from "@/flow-model/change";
import { removeNode } from "@/flow-model/edits";
import { action, decision, flow, solution } from "@/flow-model/testing";
import { EditorSession, WHOLE_FLOW } from "./session";

const meta = { name: "VPN", description: "", category: null, tags: [], visibility: "team" as const };

function open(document: FlowDocument, cursor?: string) {
  const send = vi.fn<() => Promise<number>>(() => Promise.resolve(2));
  const session = new EditorSession(
    { draft: { meta, document }, version: 1, send, confirm: () => Promise.resolve(null) },
    cursor,
  );
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
