/** Which node an arrow key leads to. */
import type { Point } from "@/api/types";
import type { Box } from "./places";

export type Way = "up" | "down" | "left" | "right";

const ARROWS: Record<Way, Point> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};

/**
 * The nearest node in the direction, those of `joined` before all others. Null where there is none: what is not joined and
 * lies more sideways than ahead does not lie ahead.
 */
export function neighbour(
  boxes: ReadonlyMap<string, Box>,
  joined: ReadonlySet<string>,
  here: string,
  way: Way,
): string | null {
  const own = boxes.get(here);
  if (!own) return null;
  const ahead = ARROWS[way];
  const from = middle(own);
  let best: { id: string; distance: number; isJoined: boolean } | null = null;
  for (const [id, box] of boxes) {
    if (id === here) continue;
    const to = middle(box);
    const forward = (to.x - from.x) * ahead.x + (to.y - from.y) * ahead.y;
    const sideways = Math.abs((to.x - from.x) * ahead.y) + Math.abs((to.y - from.y) * ahead.x);
    const isJoined = joined.has(id);
    if (forward <= 1 || (!isJoined && sideways > 2 * forward)) continue;
    const distance = forward + 2 * sideways;
    const isBetter = best === null || (isJoined === best.isJoined ? distance < best.distance : isJoined);
    if (isBetter) best = { id, distance, isJoined };
  }
  return best?.id ?? null;
}

function middle({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
