/** How high cards may be where somebody has put them, and how the whole of them fits into what is seen. */
import type { FlowNode, Point } from "@/api/types";
import type { Size } from "@/features/flow/map/graph";
import { cardHeight, linesOfCard } from "@/features/flow/map/measure";
import type { Box } from "./places";

/** So far from its neighbour below a card ends, at least: room for the line between them. */
const APART = 16;

/**
 * The sizes of cards, each no higher than there is room for above its neighbour: a title that has grown is cut on its card,
 * which does not come to lie over the next one.
 */
export function fittedSizes(
  nodes: readonly FlowNode[],
  places: ReadonlyMap<string, Point>,
  sizeOf: (node: FlowNode) => Size,
): (node: FlowNode) => Size {
  const boxes = nodes
    .flatMap((node) => {
      const at = places.get(node.id);
      return at ? [{ node, ...at, ...sizeOf(node) }] : [];
    })
    .toSorted((a, b) => a.y - b.y);
  const cut = new Map<FlowNode, Size>();
  boxes.forEach(({ node, x, y, width, height }, place) => {
    for (let at = place + 1; at < boxes.length; at++) {
      const below = boxes[at];
      if (!below || below.y >= y + height + APART) return;
      const isBeside = below.x >= x + width || x >= below.x + below.width;
      // Cards that somebody has put over each other are theirs to part.
      if (isBeside || below.y < y + cardHeight(1)) continue;
      cut.set(node, { width, height: cardHeight(linesOfCard(below.y - y - APART)) });
      return;
    }
  });
  return (node) => cut.get(node) ?? sizeOf(node);
}

/** So much at the top of the canvas lies under its toolbar. */
export const TOOLBAR = 64;

/** Where the canvas has to be for all of it to be seen, with this part of it as a margin, and nothing under the toolbar. */
export function fitting(
  bounds: Box,
  { width, height }: Size,
  margin: number,
  zooms: { min: number; max: number },
) {
  const room = Math.max(1, height - TOOLBAR);
  const fits = Math.min(width / (bounds.width * (1 + margin)), room / (bounds.height * (1 + margin)));
  const zoom = Math.min(zooms.max, Math.max(zooms.min, fits));
  return {
    x: (width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: TOOLBAR + (room - bounds.height * zoom) / 2 - bounds.y * zoom,
    zoom,
  };
}
