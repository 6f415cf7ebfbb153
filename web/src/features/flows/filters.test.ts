import { expect, it } from "vitest";
import { isNarrowed, parseFlowsSearch, toApiFilters } from "./filters";

it("reads from an address what it knows and drops the rest", () => {
  const raw = {
    q: 404,
    type: "impact",
    status: "nonsense",
    tag: "",
    visibility: "secret",
    author: "not-an-id",
    scope: "mine",
    forks: true,
    sort: "-updated_at",
    x: 1,
  };
  expect(parseFlowsSearch(raw)).toEqual({ q: "404", type: "impact", scope: "mine", forks: true });
});

it("tells the server which flows are meant", () => {
  expect(toApiFilters({ scope: "samples" })).toEqual({ default: true });
  expect(toApiFilters({ scope: "team", tag: "dns" })).toEqual({ default: false, tag: "dns" });
  expect(toApiFilters({ scope: "mine" })).toEqual({ mine: true });
  expect(toApiFilters({ forks: true })).toEqual({ forks: true });
  expect(toApiFilters({ q: "vpn" })).toEqual({});
  const author = "01900000-0000-7000-8000-000000000000";
  const both = parseFlowsSearch({ author, visibility: "private" });
  expect(toApiFilters(both)).toEqual({ author, visibility: "private" });
});

it("does not take the choice of one's own flows for a filter that hides them", () => {
  expect(isNarrowed({ scope: "mine" })).toBe(false);
  expect(isNarrowed({ scope: "mine", tag: "dns" })).toBe(true);
  expect(isNarrowed({ scope: "samples" })).toBe(true);
});
