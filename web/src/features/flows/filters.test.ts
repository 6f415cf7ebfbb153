import { expect, it } from "vitest";
import { isNarrowed, toApiFilters } from "./asked";
import { parseFlowsSearch } from "./filters";

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

it("knows what others share as a scope of its own", () => {
  expect(parseFlowsSearch({ scope: "public", q: "vpn" })).toEqual({ scope: "public", q: "vpn" });
  expect(toApiFilters({ scope: "public" })).toEqual({});
});

it("tells the server which flows are meant", () => {
  expect(toApiFilters({ scope: "samples" })).toEqual({ default: true });
  expect(toApiFilters({ scope: "team", tag: ["dns", "vpn"] })).toEqual({
    default: false,
    tag: ["dns", "vpn"],
  });
  expect(toApiFilters({ scope: "mine" })).toEqual({ mine: true });
  expect(toApiFilters({ forks: true })).toEqual({ forks: true });
  expect(toApiFilters({ q: "vpn" })).toEqual({});
  const author = "01900000-0000-7000-8000-000000000000";
  const both = parseFlowsSearch({ author, visibility: "private" });
  expect(toApiFilters(both)).toEqual({ author, visibility: "private" });
});

it("does not take the choice of one's own flows for a filter that hides them", () => {
  expect(isNarrowed({ scope: "mine" })).toBe(false);
  expect(isNarrowed({ scope: "mine", tag: ["dns"] })).toBe(true);
  expect(isNarrowed({ scope: "samples" })).toBe(true);
});

it("takes one tag or several, each once", () => {
  expect(parseFlowsSearch({ tag: "dns" })).toEqual({ tag: "dns" });
  expect(parseFlowsSearch({ tag: ["dns", "dns"] })).toEqual({ tag: "dns" });
  expect(toApiFilters({ tag: "dns" })).toEqual({ tag: ["dns"] });
  expect(parseFlowsSearch({ tag: ["dns", 8021, "", "dns", null] })).toEqual({ tag: ["dns", "8021"] });
  expect(parseFlowsSearch({ tag: [] })).toEqual({});
});

it("asks for what is to be looked at again by the end of the day", () => {
  const search = parseFlowsSearch({ review: true });
  const [morning, evening] = ["2030-05-01T06:00:00", "2030-05-01T22:00:00"].map((at) =>
    toApiFilters(search, new Date(at)),
  );
  expect(morning?.review_due_before).toBe("2030-05-02T00:00:00Z");
  expect(morning).toEqual(evening);
  expect(isNarrowed(search)).toBe(true);
});
