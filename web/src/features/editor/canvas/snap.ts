/** Cards that are dragged come to lie in line with others, or on a grid. */
import type { Point } from "@/api/types";
import type { Box } from "./places";

export const GRID = 8;
/** So near a line of another card one is drawn onto it. */
const NEAR = 7;

/** Where a card comes to lie that is dragged to `at`: with its edge or its middle in line with the nearest of the others. */
export function snapped(at: Box, others: Iterable<Box>): Point {
  let [byX, byY] = [NEAR, NEAR];
  for (const { x, y, width, height } of others) {
    byX = nearer(byX, x - at.x, x + width / 2 - (at.x + at.width / 2));
    byY = nearer(byY, y - at.y, y + height / 2 - (at.y + at.height / 2));
  }
  return { x: moved(at.x, byX), y: moved(at.y, byY) };
}

function nearer(...distances: [number, number, number]): number {
  return distances.reduce((best, distance) => (Math.abs(distance) < Math.abs(best) ? distance : best));
}

function moved(value: number, by: number): number {
  return by === NEAR ? Math.round(value / GRID) * GRID : value + by;
}
