import { expect, it } from "vitest";
import { fillOf } from "./fill";

it.each([
  [
    { used: 4, limit: null },
    { rate: 0, state: "free" },
  ],
  [
    { used: 1, limit: 4 },
    { rate: 0.25, state: "room" },
  ],
  [
    { used: 4, limit: 5 },
    { rate: 0.8, state: "nearly" },
  ],
  [
    { used: 25, limit: 25 },
    { rate: 1, state: "full" },
  ],
  // A plan that was made smaller.
  [
    { used: 30, limit: 25 },
    { rate: 1, state: "full" },
  ],
  [
    { used: 0, limit: 0 },
    { rate: 1, state: "full" },
  ],
] as const)("takes %j for %j", (limited, fill) => {
  expect(fillOf(limited)).toEqual(fill);
});
