/** Where the nodes lie that nobody has put anywhere. */
import type { FlowDocument, Point } from "@/api/types";
import { directionOf, type Size } from "@/features/flow/map/graph";
import { linksOf, sourcesOf } from "@/flow-model/links";

/** How far nodes are kept apart. */
const GAP = { along: 36, across: 72 };
/** Beyond so many tries to either side the next row is tried. */
const TRIES = 6;
const ROWS = 40;

type Places = ReadonlyMap<string, Point>;

export interface Box extends Point, Size {}

/** Boxes by where they lie, so that asking whether there is room does not look at all of them. */
export class Room {
  static readonly #CELL = 256;
  readonly #cells = new Map<string, Box[]>();

  add(box: Box): void {
    for (const cell of this.#cellsOf(box)) {
      const known = this.#cells.get(cell);
      if (known) known.push(box);
      else this.#cells.set(cell, [box]);
    }
  }

  /** Whether nothing lies there, nor nearer than the gap. */
  isFree(box: Box, gap: number): boolean {
    const wide = { x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap, height: box.height + 2 * gap };
    return this.#cellsOf(wide).every(
      (cell) => this.#cells.get(cell)?.every((other) => !overlaps(wide, other)) ?? true,
    );
  }

  #cellsOf({ x, y, width, height }: Box): string[] {
    const cells: string[] = [];
    const cell = (value: number) => Math.floor(value / Room.#CELL);
    for (let column = cell(x); column <= cell(x + width); column++) {
      for (let row = cell(y); row <= cell(y + height); row++) cells.push(`${column}/${row}`);
    }
    return cells;
  }
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/**
 * `known` with a place for every other node: where there is room below what leads to it, else above what it leads to, else
 * beside everything.
 */
export function completed(document: FlowDocument, known: Places, sizeOf: (id: string) => Size): Places {
  const missing = document.nodes.filter(({ id }) => !known.has(id));
  if (missing.length === 0) return known;
  const places = new Map(known);
  const room = new Room();
  for (const { id } of document.nodes) {
    const at = known.get(id);
    if (at) room.add({ ...at, ...sizeOf(id) });
  }
  const isRight = directionOf(document.kind) === "RIGHT";
  const links = linksOf(document);
  const sources = sourcesOf(document);

  const settle = (id: string, wish: Point) => {
    const at = freePlace(room, { ...wish, ...sizeOf(id) }, isRight);
    places.set(id, at);
    room.add({ ...at, ...sizeOf(id) });
  };
  const wishOf = (id: string): Point | null => {
    const size = sizeOf(id);
    for (const { from } of sources.get(id) ?? []) {
      const at = places.get(from.id);
      if (at) return after(at, sizeOf(from.id), size, isRight);
    }
    for (const { to } of links.get(id) ?? []) {
      const at = to === undefined ? undefined : places.get(to);
      if (at) return before(at, size, isRight);
    }
    return null;
  };
  // Round by round: where one has found its place, those beside it know where they belong.
  let left = missing.map(({ id }) => id);
  while (left.length > 0) {
    const waiting: string[] = [];
    for (const id of left) {
      const wish = wishOf(id);
      if (wish) settle(id, wish);
      else waiting.push(id);
    }
    if (waiting.length === left.length) settle(waiting.shift() as string, beside(places, sizeOf, isRight));
    left = waiting;
  }
  return places;
}

function after(at: Point, own: Size, size: Size, isRight: boolean): Point {
  return isRight
    ? { x: at.x + own.width + GAP.across, y: at.y + (own.height - size.height) / 2 }
    : { x: at.x + (own.width - size.width) / 2, y: at.y + own.height + GAP.across };
}

function before(at: Point, size: Size, isRight: boolean): Point {
  return isRight
    ? { x: at.x - size.width - GAP.across, y: at.y }
    : { x: at.x, y: at.y - size.height - GAP.across };
}

/** At the end of the first row, or at the beginning of an empty canvas. */
function beside(places: Places, sizeOf: (id: string) => Size, isRight: boolean): Point {
  let [far, top] = [-Infinity, Infinity];
  for (const [id, { x, y }] of places) {
    const { width, height } = sizeOf(id);
    far = Math.max(far, isRight ? y + height : x + width);
    top = Math.min(top, isRight ? x : y);
  }
  if (far === -Infinity) return { x: 0, y: 0 };
  const along = far + 2 * GAP.along;
  return isRight ? { x: top, y: along } : { x: along, y: top };
}

/** The nearest place to the wished one where there is room: beside it, to both sides in turn, then in the next rows. */
export function freePlace(room: Room, { x, y, width, height }: Box, isRight: boolean): Point {
  const step = isRight
    ? { along: height + GAP.along, across: width + GAP.across }
    : { along: width + GAP.along, across: height + GAP.across };
  for (let row = 0; row < ROWS; row++) {
    for (let offset = 0; offset <= TRIES; offset++) {
      for (const side of offset === 0 ? [0] : [1, -1]) {
        const [along, across] = [side * offset * step.along, row * step.across];
        const at = isRight ? { x: x + across, y: y + along } : { x: x + along, y: y + across };
        if (room.isFree({ ...at, width, height }, GAP.along / 2))
          return { x: Math.round(at.x), y: Math.round(at.y) };
      }
    }
  }
  return { x: Math.round(x), y: Math.round(y) };
}
