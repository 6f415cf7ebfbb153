import { expect, it } from "vitest";
import { indentOf } from "./outline-line";

it("indents each level, the deeper ones by less, and leaves room for titles", () => {
  const indents = Array.from({ length: 40 }, (_, depth) => indentOf(depth));
  expect(indents.slice(0, 5)).toEqual([0, 16, 32, 36, 40]);
  expect(Math.max(...indents)).toBeLessThan(72);
  expect(indents).toEqual(indents.toSorted((a, b) => a - b));
});
