import { expect, it } from "vitest";
import { beginOf, dayOf, endOfDay } from "./day";

it("goes from a day to the moment it begins and back, written as the server writes it", () => {
  const moment = beginOf("2030-05-01");
  expect(moment).toMatch(/^2030-0[45]-[0-9]{2}T[0-9:]{8}Z$/);
  expect(dayOf(moment)).toBe("2030-05-01");
  expect(dayOf(null)).toBe("");
  expect(["", "soon", "2030-13-01"].map(beginOf)).toEqual([null, null, null]);
});

it("ends a day where the next one begins", () => {
  expect(endOfDay(new Date("2030-05-31T13:00:00"))).toBe(beginOf("2030-06-01"));
});
