import { expect, it, vi } from "vitest";
import type { FlowDocument } from "@/api/types";
import { decision, flow, impact, procedure, section, solution, step } from "@/flow-model/testing";
import { chosenSteps, chosenWay, duplicated, duplicatedSeveral, placeAmong, removed } from "./commands";
import { EditorSession, type Keeping } from "./session";

const meta = {
  name: "VPN",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const open = (document: FlowDocument, cursor: string) =>
  new EditorSession({ draft: { meta, document }, version: 1, send: vi.fn<Keeping["send"]>() }, cursor);
const titles = ({ document }: EditorSession) => document.nodes.map(({ title }) => title).join(" ");

it("takes an answer that only jumps for what is chosen, not its question", () => {
  const session = open(flow(decision("a", { Yes: "s", No: "s" }), solution("s")), "a/option/No");
  expect([...chosenSteps(session)]).toEqual([]);
  const copy = duplicated(session, (text) => `${text} (copy)`);
  session.edit(copy?.changes ?? [], { cursor: copy?.id });
  expect(session.line?.via?.link.option?.label).toBe("No (copy)");
  session.edit(removed(session)?.changes ?? []);
  expect(session.document.nodes.map(({ options }) => options?.length)).toEqual([2, undefined]);
  session.select(["a", "s"]);
  expect([...chosenSteps(session)]).toEqual(["a", "s"]);
});

it("puts copies of several behind the section of the last", () => {
  const session = open(procedure(section("one"), step("a"), section("two"), step("b")), "one");
  session.select(["one", "a"]);
  session.edit(duplicatedSeveral(session, undefined)?.changes ?? []);
  expect(titles(session)).toBe("one a one a two b");
});

it("says which edit would be undone", () => {
  const session = open(flow(solution("s")), "s");
  expect(session.lastEdit).toBeUndefined();
  session.edit([{ op: "remove", node_id: "s" }]);
  const removal = session.lastEdit;
  session.edit([{ op: "meta", field: "name", value: "LAN" }]);
  expect(session.lastEdit).not.toBe(removal);
  session.undo();
  expect(session.lastEdit).toBe(removal);
});

it("tells where an answer is among the answers, and a child among the children", () => {
  const question = flow(decision("a", { Yes: "s", No: "s" }), solution("s"));
  expect(placeAmong(open(question, "a/option/No"))).toEqual({ name: "No", place: 1, count: 2 });
  expect(placeAmong(open(question, "a"))).toBeNull();
  const tree = impact([solution("aim"), solution("b"), solution("c")], "aim>b", "aim>c");
  expect(placeAmong(open(tree, "c"))).toEqual({ name: "c", place: 1, count: 2 });
});

it("connects from the answer whose line is chosen, and asks for the way where a step is", () => {
  const ladder = flow(decision("a", { Yes: "s", No: undefined }), solution("s"));
  expect(chosenWay(open(ladder, "a/option/No"))).toBe("option/No");
  expect(chosenWay(open(ladder, "a"))).toBeUndefined();
  expect(chosenWay(open(ladder, "s"))).toBeUndefined();
});
