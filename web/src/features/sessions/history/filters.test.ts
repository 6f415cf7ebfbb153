import { describe, expect, it } from "vitest";
import { isFiltered, parseHistorySearch, toApiFilters } from "./filters";

describe("the filters of the history", () => {
  it("keeps what it knows and leaves out the rest", () => {
    const raw = {
      q: 42,
      status: "completed",
      outcome: "colour",
      from: "2026-02-31x",
      to: "2026-11-20",
      mine: true,
    };
    expect(parseHistorySearch(raw)).toEqual({ q: "42", status: "completed", to: "2026-11-20", mine: true });
  });

  it("asks for whole days of the reader's zone, and for the reader's own sessions", () => {
    const filters = toApiFilters({ from: "2026-11-20", to: "2026-11-20", mine: true }, "u1");
    expect(filters.user).toBe("u1");
    expect(Date.parse(filters.to ?? "") - Date.parse(filters.from ?? "")).toBe(24 * 3_600_000 - 1);
  });

  it("knows when nothing is narrowed", () => {
    expect(isFiltered(parseHistorySearch({}))).toBe(false);
    expect(isFiltered(parseHistorySearch({ mine: true }))).toBe(true);
  });
});
