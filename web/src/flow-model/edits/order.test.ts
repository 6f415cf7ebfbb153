import { expect, it } from "vitest";
import type { FlowDocument } from "@/api/types";
import { applyChanges, type Change } from "../change";
import { procedure, section, step } from "../testing";
import { bareSections } from "../sections";
import { move, moveAll, moveAllTo } from "./order";

const meta = {
  name: "",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const checklist = procedure(section("1"), step("a"), step("b"), section("2"), step("c"), step("d"), {
  id: "end",
  type: "procedure_end",
  title: "",
});

const after = (changes: Change[], document: FlowDocument = checklist) =>
  applyChanges({ meta, document }, changes)
    .draft.document.nodes.map(({ id }) => id)
    .join(" ");
const chosen = (ids: string) => new Set(ids.split(" "));

it("moves steps together, wherever they stood", () => {
  expect(after(moveAllTo(checklist, chosen("a d"), 4))).toBe("1 b 2 a d c end");
  expect(after(moveAllTo(checklist, chosen("b c"), 0))).toBe("b c 1 a 2 d end");
  expect(after(moveAllTo(checklist, chosen("a b"), 2))).toBe("1 a b 2 c d end");
});

it("takes a section's steps along", () => {
  expect(after(moveAllTo(checklist, chosen("2"), 0))).toBe("2 c d 1 a b end");
  expect(after(moveAllTo(checklist, chosen("1 c"), 6))).toBe("2 d 1 a b c end");
});

it("moves several past their neighbour, and sections past sections", () => {
  expect(after(moveAll(checklist, chosen("c d"), "up"))).toBe("1 a b c d 2 end");
  expect(after(moveAll(checklist, chosen("a b"), "down"))).toBe("1 2 a b c d end");
  expect(after(moveAll(checklist, chosen("c d"), "down"))).toBe("1 a b 2 c d end");
  expect(after(moveAll(checklist, chosen("2"), "up"))).toBe("2 c d 1 a b end");
  expect(after(moveAll(checklist, chosen("1"), "down"))).toBe("2 c d 1 a b end");
});

it("leaves the end behind all that is moved, however it is moved", () => {
  expect(after(moveAllTo(checklist, chosen("a"), 7))).toBe("1 b 2 c d a end");
  expect(after(moveAllTo(checklist, chosen("1"), 7))).toBe("2 c d 1 a b end");
  expect(after(moveAllTo(checklist, chosen("d end"), 0))).toBe("d 1 a b 2 c end");
  expect(after(moveAll(checklist, chosen("b d"), "down"))).toBe("1 a 2 c b d end");
  expect(after(move(checklist, { id: "end" }, "up"))).toBe("1 a b 2 c d end");
});

it("knows the sections without a step, also of the sections in them", () => {
  const nodes = [section("empty"), section("outer"), section("inner", 2), step("a"), section("last")];
  expect([...bareSections(procedure(...nodes))]).toEqual(["empty", "last"]);
});
