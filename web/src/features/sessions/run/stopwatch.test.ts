import { expect, it } from "vitest";
import { Stopwatch } from "./stopwatch";

it("counts while it runs, and each second once", () => {
  const watch = new Stopwatch();
  watch.start(0);
  expect(watch.look(2_900)).toBe(2);
  expect(watch.take(2_900)).toBe(2);
  expect(watch.look(3_100)).toBe(1);
  watch.stop(3_100);
  expect(watch.look(9_000)).toBe(1);
});

it("goes on from the seconds before a reload", () => {
  const watch = new Stopwatch(40);
  watch.start(0);
  expect(watch.look(1_000)).toBe(41);
});

it("does not count the sleep of the computer", () => {
  const watch = new Stopwatch();
  watch.start(0);
  watch.look(60_000);
  expect(watch.look(8 * 3_600_000)).toBe(60);
  expect(watch.look(8 * 3_600_000 + 1_000)).toBe(61);
});

it("is not set back by a clock that is", () => {
  const watch = new Stopwatch();
  watch.start(10_000);
  watch.look(20_000);
  expect(watch.look(5_000)).toBe(10);
  expect(watch.look(6_000)).toBe(11);
});
