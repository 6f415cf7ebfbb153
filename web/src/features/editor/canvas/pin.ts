/** Putting nodes where somebody wants them. */
import type { FlowDocument, FlowNode, Point } from "@/api/types";
import { directionOf } from "@/features/flow/map/graph";
import { place, type Change } from "@/flow-model/change";
import { sizeOf } from "./sizes";

/**
 * The changes after which these nodes lie there, and all others where they are seen now: what was arranged by itself stays
 * put as soon as somebody has moved something.
 */
export function pinned(
  document: FlowDocument,
  places: ReadonlyMap<string, Point>,
  moved: ReadonlyMap<string, Point>,
): Change[] {
  const known = document.canvas?.positions ?? {};
  return document.nodes.flatMap(({ id }) => {
    const at = moved.get(id) ?? places.get(id);
    const was = known[id];
    return at && (was?.x !== at.x || was.y !== at.y) ? [place(id, at)] : [];
  });
}

/** The changes that put a new node where somebody has pointed to: there is the middle of its near side. */
export function putAt(
  document: FlowDocument,
  places: ReadonlyMap<string, Point>,
  node: FlowNode,
  { x, y }: Point,
): Change[] {
  const { width, height } = sizeOf(node);
  const [left, top] = directionOf(document.kind) === "RIGHT" ? [x, y - height / 2] : [x - width / 2, y];
  const at = { x: Math.round(left), y: Math.round(top) };
  return [...pinned(document, places, new Map()), place(node.id, at)];
}

/** The changes after which nothing has its place, so that the flow is arranged by itself. */
export function unpinned({ canvas }: FlowDocument): Change[] {
  return Object.keys(canvas?.positions ?? {}).map((id) => place(id, undefined));
}

/** Places moved so that their top left corner is where that of the same nodes is now. */
export function beginningWhere(
  now: ReadonlyMap<string, Point>,
  arranged: ReadonlyMap<string, Point>,
): ReadonlyMap<string, Point> {
  const ids = [...arranged.keys()];
  const corner = (of: ReadonlyMap<string, Point>) => ({
    x: Math.min(...ids.map((id) => of.get(id)?.x ?? Infinity)),
    y: Math.min(...ids.map((id) => of.get(id)?.y ?? Infinity)),
  });
  const [was, is] = [corner(now), corner(arranged)];
  return new Map([...arranged].map(([id, { x, y }]) => [id, { x: x - is.x + was.x, y: y - is.y + was.y }]));
}
