import { expect, it } from "vitest";
import { flow } from "./flow";
import { versions } from "./versions";

it("publishing names those who see the flow", () => {
  const { first, text } = versions.publish;
  expect(first("procedural", "team")).toContain("your team");
  expect(first("procedural", "public")).toContain("everyone with an account");
  expect(text("procedural", "private")).toContain("you and the admins");
});

it("an impact tree, which nobody runs, is said to be read", () => {
  const { first, text, same } = versions.publish;
  const said = [
    first("impact", "team"),
    text("impact", "public"),
    same("impact"),
    flow.done.publishedDetail("impact"),
    flow.done.archivedDetail("impact"),
    flow.confirm.archiveText("impact"),
    flow.confirm.deleteText("impact"),
    flow.state.readyText("impact"),
    flow.state.newer("impact", 2, 1),
    flow.state.archivedText("impact"),
  ];
  expect(said.filter((words) => /\brun/.test(words))).toEqual([]);
});
