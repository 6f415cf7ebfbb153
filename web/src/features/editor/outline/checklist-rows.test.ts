import { expect, it } from "vitest";
import { outlineOf, visibleLines } from "@/flow-model/outline";
import { procedure, section, step } from "@/flow-model/testing";
import { layOut } from "./checklist-rows";

const heights = { heading: 40, step: 30, add: 20 };
const end = { id: "end", type: "procedure_end" as const, title: "" };

function told(document: ReturnType<typeof procedure>, collapsed: ReadonlySet<string> = new Set()) {
  const { rows } = layOut(document, visibleLines(outlineOf(document), collapsed), collapsed, heights);
  return rows.map((row) => (row.kind === "line" ? row.key : `${row.kind}@${row.at}`)).join(" ");
}

it("has at the end of each section where one adds a step to it, and at the end where one adds a section", () => {
  expect(told(procedure(section("1"), step("a"), section("2"), step("b"), end))).toBe(
    "1 a add@2 2 b add@4 add-section@4 end",
  );
  expect(told(procedure(section("1"), step("a")))).toBe("1 a add@2 add-section@2");
  expect(told(procedure(step("a"), step("b"), end))).toBe("a b add@2 add-section@2 end");
});

it("has nothing to add to in a section that is closed", () => {
  const document = procedure(section("1"), step("a"), section("2"), step("b"), end);
  expect(told(document, new Set(["1"]))).toBe("1 2 b add@4 add-section@4 end");
});

it("puts rows below each other, and a box around each section", () => {
  const document = procedure(section("1"), step("a"), section("2"));
  const { rows, boxes, height } = layOut(document, outlineOf(document), new Set(), heights);
  for (const [place, row] of rows.entries()) {
    const above = rows[place - 1];
    expect(row.top).toBeGreaterThanOrEqual(above ? above.top + above.height : 0);
  }
  expect(boxes.map(({ key, height: own }) => [key, own])).toEqual([
    ["1", 90],
    ["2", 60],
  ]);
  expect(height).toBeGreaterThan((boxes[1]?.top ?? 0) + 60);
});
