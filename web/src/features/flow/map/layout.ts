/** Where everything on the map lies. */
import type { ElkNode } from "elkjs/lib/elk-api.js";
import type { FlowDocument, FlowNode } from "@/api/types";
import { arrange } from "./elk";
import { graphOf, orderOf, type MapEdge, type MapGraph, type Ports, type Size } from "./graph";
import { measureText, measureWith } from "./measure";
import { bow, roundedPath, type Point } from "./path";

export interface PlacedNode extends Point, Size {
  node: FlowNode;
}

export interface PlacedEdge extends MapEdge {
  path: string;
  /** The middle of the label. */
  labelAt: Point | null;
}

export interface MapLayout {
  nodes: readonly PlacedNode[];
  edges: readonly PlacedEdge[];
}

export async function layoutOf(document: FlowDocument, ports?: Ports): Promise<MapLayout> {
  // Text is measured with the font that it is drawn with.
  await globalThis.document.fonts.ready;
  const graph = graphOf(document);
  return placed(graph, await arrange(orderOf(graph, measureWith(measureText()), ports)));
}

export function placed(graph: MapGraph, arranged: ElkNode): MapLayout {
  const boxes = new Map((arranged.children ?? []).map((box) => [box.id, box]));
  const lines = new Map((arranged.edges ?? []).map((line) => [line.id, line]));
  return {
    nodes: graph.nodes.map((node) => {
      const { x = 0, y = 0, width = 0, height = 0 } = boxes.get(node.id) ?? {};
      return { node, x, y, width, height };
    }),
    edges: graph.edges.map((edge) => {
      if (edge.isAside) return drawnAside(edge, boxes);
      if (edge.isOver) return drawnOver(edge, boxes.get(edge.from), boxes.get(edge.to));
      const { sections = [], labels = [] } = lines.get(edge.id) ?? {};
      const points = sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
        startPoint,
        ...bendPoints,
        endPoint,
      ]);
      const label = labels[0];
      return {
        ...edge,
        path: roundedPath(points),
        labelAt: label
          ? { x: (label.x ?? 0) + (label.width ?? 0) / 2, y: (label.y ?? 0) + (label.height ?? 0) / 2 }
          : null,
      };
    }),
  };
}

const ROOM = 40;
const rightOf = (box: ElkNode | undefined) => (box?.x ?? 0) + (box?.width ?? 0);

/** As the next, around the cards between, so that its label can be read. */
function drawnAside(edge: MapEdge, boxes: ReadonlyMap<string, ElkNode>): PlacedEdge {
  const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)];
  const [top, bottom] = [from?.y ?? 0, to?.y ?? 0].toSorted((a, b) => a - b) as [number, number];
  let beyond = Math.max(rightOf(from), rightOf(to));
  const between = [...boxes.values()].filter(({ y = 0 }) => y >= top && y <= bottom);
  // Where there is room between two cards it passes there.
  for (const box of between.toSorted((a, b) => (a.x ?? 0) - (b.x ?? 0)))
    if ((box.x ?? 0) < beyond + ROOM) beyond = Math.max(beyond, rightOf(box));
  return drawnOver(edge, from, to, beyond);
}

/** A line back in one bow from the right side of a card to the right side of another. */
function drawnOver(
  edge: MapEdge,
  from: ElkNode | undefined,
  to: ElkNode | undefined,
  beyond?: number,
): PlacedEdge {
  const [start, end] = [from, to].map((box) => ({
    x: rightOf(box),
    y: (box?.y ?? 0) + (box?.height ?? 0) / 2,
  })) as [Point, Point];
  return { ...edge, ...bow(start, end, beyond) };
}
