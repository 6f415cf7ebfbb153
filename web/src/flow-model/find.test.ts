import { expect, it } from "vitest";
import { find } from "./find";
import { action, decision, flow, solution } from "./testing";

const document = flow(
  decision("a", { "Ja, über Kabel": "b", No: "s" }),
  action("b", "s", {
    title: "Café",
    commands: [{ command: "show interface Gi1/0/1" }],
    checklist: ["Two cables"],
  }),
  solution("s", { description: "All *well* again" }),
);

it.each([
  ["cafe", "b"],
  ["UBER", "a"],
  ["gi1/0", "b"],
  ["well again", "s"],
  ["cable two", "b"],
  ["kabel", "a"],
  ["cable cafe well", ""],
  ["  ", ""],
])("finds %j in titles, texts, commands and answers", (query, ids) => {
  expect(find(document, query).join()).toBe(ids);
});

it("tells what it finds in the order of the outline", () => {
  expect(find(flow(action("x1", "x2"), solution("x3"), action("x2", "x3")), "x").join()).toBe("x1,x2,x3");
});
