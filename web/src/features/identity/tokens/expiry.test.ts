import { describe, expect, it } from "vitest";
import { isPast } from "@/ui/format";
import { expiresAt } from "./expiry";

const NOW = Date.parse("2026-11-21T12:00:00Z");

describe("how long a token is good for", () => {
  it("counts days from now", () => {
    expect(expiresAt("30", NOW)).toBe("2026-12-21T12:00:00.000Z");
  });

  it("may be for ever", () => {
    expect(expiresAt("never", NOW)).toBeNull();
    expect(isPast(expiresAt("never", NOW), NOW)).toBe(false);
  });

  it("ends at its moment, not after it", () => {
    expect(isPast("2026-11-21T12:00:00Z", NOW)).toBe(true);
    expect(isPast("2026-11-21T12:00:01Z", NOW)).toBe(false);
  });
});
