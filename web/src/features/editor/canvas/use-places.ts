import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { FlowDocument, Point } from "@/api/types";
import { graphOf, type Size } from "@/features/flow/map/graph";
import { layoutOf, type MapLayout } from "@/features/flow/map/layout";
import { nodesById } from "@/flow-model/links";
import { wayOfLine } from "./connecting";
import { completed } from "./places";
import { sizeOf } from "./sizes";
import { tidy } from "./tidy";
import { handlesOf } from "./ways";

/** The engine takes longer than one waits for a flow with more nodes. */
const ENGINE_UP_TO = 150;
/** So long the engine is waited for; then the flow is shown as it can be drawn at once. */
const PATIENCE_MS = 900;
/** After a change the flow is arranged anew when nothing more has changed for so long. */
const PAUSE_MS = 250;

type Places = ReadonlyMap<string, Point>;

/** A layout nobody has chosen: where everything lies, and how the engine draws the lines if it was that. */
interface Arranged {
  /** What of a flow a layout depends on. */
  shape: string;
  places: Places;
  layout: MapLayout | null;
}

export interface CanvasPlaces {
  places: Places;
  layout: MapLayout | null;
  /** There is nothing to draw yet. */
  isPending: boolean;
  /** Arranges a flow anew, or a part of one. */
  arrange: (document: FlowDocument) => Promise<Places>;
}

/**
 * Where the nodes of a flow lie: where somebody has put them. A flow in which nobody has put anything anywhere is arranged by
 * itself, and again when it changes; that is no change of the flow. One in which somebody has is arranged once, for its lines:
 * those between cards that lie as they were arranged are drawn as the engine draws them.
 */
export function usePlaces(document: FlowDocument): CanvasPlaces {
  const pinned = document.canvas?.positions;
  const isFree = !document.nodes.some(({ id }) => pinned?.[id]);
  const [arranged, setArranged] = useState<Arranged | null>(null);
  const shape = useMemo(() => (isFree ? shapeOf(document) : null), [isFree, document]);
  const isFirst = useRef(true);
  const isArranged = arranged !== null && (shape === null || arranged.shape === shape);

  useEffect(() => {
    if (isArranged || (shape === null && document.nodes.length > ENGINE_UP_TO)) return;
    let isLate = false;
    const begin = async () => {
      const next = await arrangedAs(document, shape ?? shapeOf(document));
      if (!isLate) setArranged(next);
    };
    const timer = setTimeout(() => void begin(), isFirst.current || document.nodes.length < 2 ? 0 : PAUSE_MS);
    isFirst.current = false;
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [document, shape, isArranged]);

  const places = useMemo(() => {
    const byId = nodesById(document);
    const known = new Map<string, Point>();
    for (const id of byId.keys()) {
      const at = isFree ? arranged?.places.get(id) : pinned?.[id];
      if (at) known.set(id, at);
    }
    const size = (id: string): Size => sizeOf(byId.get(id) as (typeof document.nodes)[number]);
    // Not arranged yet: at once, as asking for room for each node of a large flow would take long.
    if (known.size === 0) return tidy(document, size);
    return completed(document, known, size);
  }, [document, pinned, isFree, arranged]);

  const arrange = useCallback(async (part: FlowDocument) => {
    const next = await arrangedAs(part, shapeOf(part));
    return next.places;
  }, []);
  const isWaiting = usePatience(isFree && arranged === null && document.nodes.length <= ENGINE_UP_TO);
  const isPending = isWaiting && document.nodes.length > 1;
  return { places, layout: arranged?.layout ?? null, isPending, arrange };
}

/** Whether something is still worth waiting for. */
function usePatience(isAwaited: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!isAwaited) return;
    const timer = setTimeout(() => setOver(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isAwaited]);
  return isAwaited && !isOver;
}

async function arrangedAs(document: FlowDocument, shape: string): Promise<Arranged> {
  const byId = nodesById(document);
  const quickly = () => tidy(document, (id) => sizeOf(byId.get(id) as (typeof document.nodes)[number]));
  if (document.nodes.length > ENGINE_UP_TO) return { shape, places: quickly(), layout: null };
  try {
    const ports = {
      of: (node: (typeof document.nodes)[number], size: Size) => handlesOf(node, document.kind, size),
      wayOf: wayOfLine,
    };
    const layout = await layoutOf(document, ports);
    return {
      shape,
      places: new Map(
        layout.nodes.map(({ node, x, y }) => [node.id, { x: Math.round(x), y: Math.round(y) }]),
      ),
      layout,
    };
  } catch {
    // The engine could not be loaded, or made nothing of it.
    return { shape, places: quickly(), layout: null };
  }
}

/** All that a layout depends on, as text: which nodes there are, how large, and what leads where. */
function shapeOf(document: FlowDocument): string {
  const { nodes, edges } = graphOf(document);
  const cards = nodes.map((node) => {
    const { width, height } = sizeOf(node);
    return `${node.id}:${node.type}:${width}x${height}:${node.options?.length ?? 0}`;
  });
  const ways = edges.filter(({ isAside }) => !isAside);
  return `${cards.join()} ${ways.map(({ id, to, label }) => `${id}>${to}:${label}`).join()}`;
}
