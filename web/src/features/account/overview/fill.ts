import type { Limited } from "@/api/types";

const NEARLY = 0.8;

/** How full something is, 0 to 1, and whether that should be noticed. A limit of null is none. */
export function fillOf({ used, limit }: Limited): {
  rate: number;
  state: "free" | "room" | "nearly" | "full";
} {
  if (limit == null) return { rate: 0, state: "free" };
  if (used >= limit) return { rate: 1, state: "full" };
  const rate = used / limit;
  return { rate, state: rate >= NEARLY ? "nearly" : "room" };
}
