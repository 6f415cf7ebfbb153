import { describe, expect, it } from "vitest";
import { isFiltered, parseAuditSearch, toApiFilters } from "./filters";

describe("the filters of the audit log", () => {
  it("keeps what it knows and leaves out the rest", () => {
    const raw = {
      actor: "018f0000-0000-7000-8000-000000000000",
      action: "device.revoked",
      target: "drop table",
      from: "2026-02-31x",
      to: "2026-11-20",
      page: 3,
    };
    expect(parseAuditSearch(raw)).toEqual({
      actor: "018f0000-0000-7000-8000-000000000000",
      action: "device.revoked",
      to: "2026-11-20",
    });
  });

  it("asks for whole days of the reader's zone", () => {
    const { from, to } = toApiFilters({ from: "2026-11-20", to: "2026-11-20" });
    expect(Date.parse(to ?? "") - Date.parse(from ?? "")).toBe(24 * 3_600_000 - 1);
  });

  it("knows when nothing is narrowed", () => {
    expect(isFiltered(parseAuditSearch({}))).toBe(false);
    expect(isFiltered(parseAuditSearch({ target: "device" }))).toBe(true);
  });
});
