import { expect, it } from "vitest";
import { endsOf, parseCompareSearch } from "./search";

it("reads from an address what it knows and drops the rest", () => {
  expect(parseCompareSearch({ from: "3", to: 0, view: "map", node: 7, x: 1 })).toEqual({
    from: 3,
    view: "map",
    node: "7",
  });
  expect(parseCompareSearch({ from: "x", view: "list", node: "" })).toEqual({});
});

it("compares the newest with what is published, or with the one before it", () => {
  expect(endsOf({}, { version: 5, published_version: 2 })).toEqual({ from: 2, to: 5 });
  expect(endsOf({}, { version: 5, published_version: 5 })).toEqual({ from: 4, to: 5 });
  expect(endsOf({}, { version: 5, published_version: null })).toEqual({ from: 4, to: 5 });
  expect(endsOf({ from: 3 }, { version: 5 })).toEqual({ from: 3, to: 5 });
  expect(endsOf({}, { version: 1 })).toEqual({ from: 1, to: 1 });
});
