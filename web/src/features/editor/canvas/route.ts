/** How lines run between cards that somebody has put where they are. */
import type { Point } from "@/api/types";
import type { Direction } from "@/features/flow/map/graph";
import { roundedPath } from "@/features/flow/map/path";

export interface Ends {
  from: Point;
  to: Point;
  /** How far the cards reach beyond the ends, across the direction in which the flow is read. */
  beyond: number;
  direction: Direction;
}

/** How far a line goes straight on before it bends. */
const STUB = 22;
/** Cards must be so far apart for a line to lead on between them. */
const LEAST = 14;
/** How far beside the cards a line leads back. */
const ASIDE = 30;
/** A level line shorter than this has no room for a label. */
const LABEL_ROOM = 90;

/** A line of level and upright pieces, and where its label lies. A line that leads back goes around both cards. */
export function route({ from, to, beyond, direction }: Ends): { path: string; labelAt: Point } {
  // Reckoned as if the flow were read from top to bottom.
  const isRight = direction === "RIGHT";
  const turned = (point: Point): Point => (isRight ? { x: point.y, y: point.x } : point);
  const [start, end] = [turned(from), turned(to)];
  const { points, labelAt } = end.y - start.y >= LEAST ? forward(start, end) : backward(start, end, beyond);
  return { path: roundedPath(points.map(turned)), labelAt: turned(labelAt) };
}

function forward(start: Point, end: Point): { points: Point[]; labelAt: Point } {
  if (Math.abs(start.x - end.x) < 1) {
    return { points: [start, end], labelAt: { x: start.x, y: (start.y + end.y) / 2 } };
  }
  const bend = Math.max((start.y + end.y) / 2, end.y - 2 * STUB);
  const points = [start, { x: start.x, y: bend }, { x: end.x, y: bend }, end];
  const isWide = Math.abs(start.x - end.x) > LABEL_ROOM;
  return {
    points,
    labelAt: isWide ? { x: (start.x + end.x) / 2, y: bend } : { x: start.x, y: (start.y + bend) / 2 },
  };
}

function backward(start: Point, end: Point, beyond: number): { points: Point[]; labelAt: Point } {
  const side = Math.max(start.x, end.x) + beyond + ASIDE;
  const [low, high] = [start.y + STUB, end.y - STUB];
  return {
    points: [
      start,
      { x: start.x, y: low },
      { x: side, y: low },
      { x: side, y: high },
      { x: end.x, y: high },
      end,
    ],
    labelAt: { x: side, y: (low + high) / 2 },
  };
}
