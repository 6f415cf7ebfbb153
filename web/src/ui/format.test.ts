import { describe, expect, it } from "vitest";
import { formatClock, formatRelative, formatSpan } from "./format";

const NOW = Date.parse("2026-11-20T12:00:00Z");

describe("a moment from now", () => {
  it.each([
    ["2026-11-20T11:59:40Z", "just now"],
    ["2026-11-20T11:55:00Z", "5 minutes ago"],
    ["2026-11-20T09:00:00Z", "3 hours ago"],
    ["2026-11-19T11:00:00Z", "yesterday"],
    ["2026-11-17T12:00:00Z", "3 days ago"],
    ["2025-06-15T12:00:00Z", "Jun 15, 2025"],
  ])("%s is %s", (at, words) => {
    expect(formatRelative(at, NOW)).toBe(words);
  });
});

describe("a span", () => {
  it.each([
    [8, "8 s"],
    [59.6, "1 min"],
    [720, "12 min"],
    [3_900, "1 h 05 min"],
  ])("of %d seconds is %s", (seconds, words) => {
    expect(formatSpan(seconds)).toBe(words);
  });
});

describe("a running time", () => {
  it.each([
    [0, "0:00"],
    [42.9, "0:42"],
    [725, "12:05"],
    [3_729, "1:02:09"],
  ])("of %d seconds is %s", (seconds, shown) => {
    expect(formatClock(seconds)).toBe(shown);
  });
});
