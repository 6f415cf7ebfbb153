import { expect, it } from "vitest";
import { isLocalAddress } from "./local-address";

const ORIGIN = "https://branchbook.example";

it.each(["/", "/flows?scope=mine#top", "/invite/bb_inv_x", "/%2F%2Felsewhere.example"])(
  "follows %s",
  (to) => {
    expect(isLocalAddress(to, ORIGIN)).toBe(true);
  },
);

it.each([
  undefined,
  "",
  "flows",
  "https://elsewhere.example",
  "//elsewhere.example",
  "/\\elsewhere.example",
  "\\\\elsewhere.example",
  "/\t/elsewhere.example",
  "/\n/elsewhere.example",
  "//",
  "//[",
  "///elsewhere.example",
  "//user@elsewhere.example",
  "//branchbook.example:8443/",
  "/..//elsewhere.example",
  "/.//elsewhere.example",
  "\t//elsewhere.example",
  "https:elsewhere.example",
  "data:text/html,hello",
  "javascript:alert(1)",
  " /flows",
])("does not follow %j", (to) => {
  expect(isLocalAddress(to, ORIGIN)).toBe(false);
});
