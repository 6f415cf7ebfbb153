import { expect, it } from "vitest";
import { placesOf } from "./places";

it("counts lines among those of the same parent", () => {
  const told = placesOf([0, 1, 2, 2, 1, 0, 1]).map(
    ({ level, position, size }) => `${level}:${position}/${size}`,
  );
  expect(told).toEqual(["1:1/2", "2:1/2", "3:1/2", "3:2/2", "2:2/2", "1:2/2", "2:1/1"]);
});

it("copes with a level that is skipped", () => {
  expect(placesOf([0, 2, 1]).map(({ level, size }) => `${level}/${size}`)).toEqual(["1/1", "3/1", "2/1"]);
});
