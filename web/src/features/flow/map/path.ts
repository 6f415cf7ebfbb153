/** Lines of the map. */
import type { Point } from "@/api/types";

export type { Point };

const RADIUS = 8;

/** The corners as an SVG path whose bends are round. */
export function roundedPath(points: readonly Point[], radius = RADIUS): string {
  const [first, ...rest] = points;
  if (!first) return "";
  const parts = [`M${at(first)}`];
  rest.forEach((corner, place) => {
    const before = points[place] ?? first;
    const after = rest[place + 1];
    if (!after) {
      parts.push(`L${at(corner)}`);
      return;
    }
    const bend = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    parts.push(`L${at(towards(corner, before, bend))}`, `Q${at(corner)} ${at(towards(corner, after, bend))}`);
  });
  return parts.join(" ");
}

const at = ({ x, y }: Point) => `${round(x)},${round(y)}`;
const round = (value: number) => Math.round(value * 10) / 10;
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  return { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole };
}

/** A bow that swings out to the right, beyond what lies between its ends, and where its middle is. */
export function bow(from: Point, to: Point, beyond = 0): { path: string; labelAt: Point } {
  const out = Math.max(from.x, to.x, beyond) + 40 + Math.min(160, Math.abs(from.y - to.y) / 6);
  const path = `M${at(from)} C${at({ x: out, y: from.y })} ${at({ x: out, y: to.y })} ${at(to)}`;
  return { path, labelAt: { x: from.x / 8 + (out * 3) / 4 + to.x / 8, y: (from.y + to.y) / 2 } };
}
