import { expect, it } from "vitest";
import { isTryOut } from "./try-out";

it("a run of what is not published is a try-out", () => {
  expect(isTryOut({ tree_version: 1 }, { published_version: null })).toBe(true);
  expect(isTryOut({ tree_version: 3 }, { published_version: 2 })).toBe(true);
  expect(isTryOut({ tree_version: 2 }, { published_version: 2 })).toBe(false);
  expect(isTryOut({ tree_version: 1 }, { published_version: 2 })).toBe(false);
});
