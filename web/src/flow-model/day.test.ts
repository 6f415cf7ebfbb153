import { afterEach, describe, expect, it, vi } from "vitest";
import { endOfDay, formatDay, isDue } from "@/ui/format";
import { beginOf, dayOf } from "./day";

afterEach(() => vi.unstubAllEnvs());

it("knows no moment of what is no day, and no day of none", () => {
  expect(["", "soon", "2030-13-01"].map(beginOf)).toEqual([null, null, null]);
  expect(dayOf(null)).toBe("");
});

describe.each(["America/New_York", "Europe/Berlin", "Pacific/Kiritimati"])("in %s", (zone) => {
  const at = (moment: string) => {
    vi.stubEnv("TZ", zone);
    return new Date(moment);
  };

  it("a day is the same moment as elsewhere, and back the same day", () => {
    expect(at("2030-05-01T00:00:00").getTimezoneOffset()).not.toBe(0);
    expect(beginOf("2030-05-01")).toBe("2030-05-01T00:00:00Z");
    expect(dayOf("2030-05-01T00:00:00Z")).toBe("2030-05-01");
    expect(dayOf("2030-05-01T23:59:59Z")).toBe("2030-05-01");
    expect(formatDay("2030-05-01T00:00:00Z")).toBe("May 1, 2030");
  });

  it("what is set for a day is due all of that day, and not before", () => {
    const day = beginOf("2030-05-01");
    expect(isDue(day, at("2030-04-30T23:59:59"))).toBe(false);
    expect(isDue(day, at("2030-05-01T00:00:00"))).toBe(true);
    expect(isDue("2030-05-01T23:59:59Z", at("2030-05-01T00:00:00"))).toBe(true);
    expect([null, undefined].map((none) => isDue(none))).toEqual([false, false]);
  });

  it("today ends where the next day begins", () => {
    expect(endOfDay(at("2030-05-31T13:00:00"))).toBe(beginOf("2030-06-01"));
  });
});
