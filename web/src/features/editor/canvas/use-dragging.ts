import { useStoreApi, type NodeChange } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import type { Point } from "@/api/types";
import type { StepLine, StepNode } from "./board";
import type { Box } from "./places";
import { snapped } from "./snap";

/** Cards farther away draw no card into line. */
const IN_LINE = 700;
const NOBODY: ReadonlyMap<string, Point> = new Map();

/**
 * Cards on their way: what is shown while they are dragged, and where they lie when they are let go. The flow knows nothing of
 * it until then, so a drag is one change of it.
 */
export function useDragging(cards: StepNode[], onMoved: (moved: ReadonlyMap<string, Point>) => void) {
  const store = useStoreApi<StepNode, StepLine>();
  const [dragged, setDragged] = useState(NOBODY);
  const latest = useRef(NOBODY);

  const put = useCallback((moved: ReadonlyMap<string, Point>) => {
    latest.current = moved;
    setDragged(moved);
  }, []);
  const drag = useCallback(
    (changes: readonly NodeChange<StepNode>[]) => {
      const moves = changes.flatMap((change) =>
        change.type === "position" && change.dragging && change.position
          ? [[change.id, change.position] as const]
          : [],
      );
      if (moves.length > 0) put(inLine(moves, store.getState().nodeLookup));
    },
    [put, store],
  );
  const drop = useCallback(() => {
    const moved = latest.current;
    put(NOBODY);
    if (moved.size > 0) onMoved(moved);
  }, [put, onMoved]);

  // Those that are dragged alone are others than before.
  const shown = useMemo(
    () =>
      dragged.size === 0
        ? cards
        : cards.map((card) => {
            const position = dragged.get(card.id);
            return position ? { ...card, position } : card;
          }),
    [cards, dragged],
  );
  return { shown, drag, drop };
}

/** The places of cards that are dragged, all moved by so much that one of them lies in line with its neighbours. */
function inLine(
  moves: readonly (readonly [string, Point])[],
  lookup: ReadonlyMap<string, { position: Point; measured: { width?: number; height?: number } }>,
): ReadonlyMap<string, Point> {
  const [first] = moves;
  if (!first) return NOBODY;
  const moving = new Set(moves.map(([id]) => id));
  const boxOf = ({ width = 0, height = 0 }: { width?: number; height?: number } = {}, at: Point) => ({
    ...at,
    width,
    height,
  });
  const own = boxOf(lookup.get(first[0])?.measured, first[1]);
  const others: Box[] = [];
  for (const [id, { position, measured }] of lookup) {
    if (moving.has(id) || Math.abs(position.x - own.x) > IN_LINE || Math.abs(position.y - own.y) > IN_LINE)
      continue;
    others.push(boxOf(measured, position));
  }
  const to = snapped(own, others);
  const by = { x: to.x - own.x, y: to.y - own.y };
  return new Map(moves.map(([id, { x, y }]) => [id, { x: Math.round(x + by.x), y: Math.round(y + by.y) }]));
}
