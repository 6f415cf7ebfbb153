import { expect, it } from "vitest";
import { withTags } from "./tags";

it("commas part tags, typed or pasted", () => {
  expect(withTags(["vpn"], "Alpha, beta,,  ,VPN,")).toEqual(["vpn", "alpha", "beta"]);
  expect(withTags([], "two words")).toEqual(["two words"]);
});

it("a flow has twenty of them at most", () => {
  const many = Array.from({ length: 19 }, (_, n) => `t${n}`);
  expect(withTags(many, "a, b, c")).toHaveLength(20);
});
