/**
 * A layout that takes no time: each node in the row of how deep it lies, a parent over the middle of what it leads to first.
 * It draws what is too large for the layout engine, and what the engine has not drawn yet.
 */
import type { FlowDocument, Point } from "@/api/types";
import { directionOf, type Size } from "@/features/flow/map/graph";
import { typesOf } from "@/flow-model/kinds";
import { outlineOf } from "@/flow-model/outline";

const BETWEEN_ROWS = 72;
const BETWEEN = 36;

interface Place {
  id: string;
  row: number;
  children: Place[];
  size: Size;
}

/** Where every node lies, by its id. */
export function tidy(document: FlowDocument, sizeOf: (id: string) => Size): ReadonlyMap<string, Point> {
  const isRight = directionOf(document.kind) === "RIGHT";
  const tops = forest(document, sizeOf);
  const rows = startsOfRows(tops, isRight);
  // One length for all, so that a parent has room over a child that is shorter.
  const length = Math.max(
    0,
    ...document.nodes.map(({ id }) => (isRight ? sizeOf(id).height : sizeOf(id).width)),
  );
  const places = new Map<string, Point>();
  let free = 0;
  /** Puts what is under a place beside what is there, then the place over its middle. Its middle is the answer. */
  const settle = (top: Place) => {
    const middles = new Map<Place, number>();
    // Children before their parents, without recursion: an imported flow may be thousands of nodes deep.
    for (const place of inwards(top)) {
      const [first, last] = [place.children[0], place.children.at(-1)];
      let middle: number;
      if (first && last) middle = ((middles.get(first) ?? 0) + (middles.get(last) ?? 0)) / 2;
      else {
        middle = free + length / 2;
        free += length + BETWEEN;
      }
      middles.set(place, middle);
      const along = Math.round(middle - (isRight ? place.size.height : place.size.width) / 2);
      const across = rows[place.row] ?? 0;
      places.set(place.id, isRight ? { x: across, y: along } : { x: along, y: across });
    }
  };
  for (const top of tops) {
    settle(top);
    free += BETWEEN;
  }
  return places;
}

/** The nodes as trees, as the outline tells them: each under what leads to it first. */
function forest(document: FlowDocument, sizeOf: (id: string) => Size): Place[] {
  const tops: Place[] = [];
  const byId = new Map<string, Place>();
  const types = typesOf(document.kind);
  for (const { node, via } of outlineOf(document)) {
    if (!node) continue;
    const parent = via && byId.get(via.from.id);
    const depth = parent ? parent.row + 1 : 0;
    // The levels of an impact tree are columns.
    const row = document.kind === "impact" ? Math.max(depth, types.indexOf(node.type)) : depth;
    const place: Place = { id: node.id, row, children: [], size: sizeOf(node.id) };
    byId.set(node.id, place);
    (parent?.children ?? tops).push(place);
  }
  return tops;
}

function startsOfRows(tops: readonly Place[], isRight: boolean): number[] {
  const largest: number[] = [];
  for (const { row, size } of tops.flatMap(inwards)) {
    largest[row] = Math.max(largest[row] ?? 0, isRight ? size.width : size.height);
  }
  let at = 0;
  return Array.from(largest, (length = 0) => {
    const start = at;
    at += length === 0 ? 0 : length + BETWEEN_ROWS;
    return start;
  });
}

/** A place and all under it, what is under a place before it. */
function inwards(top: Place): Place[] {
  const order: Place[] = [];
  const waiting = [top];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    order.push(place);
    waiting.push(...place.children);
  }
  return order.toReversed();
}
