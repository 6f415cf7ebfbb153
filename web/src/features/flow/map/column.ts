/** A checklist as a drawing: its steps below each other, those of a section to the right of its heading. */
import type { ElkNode } from "elkjs/lib/elk-api.js";
import type { FlowDocument } from "@/api/types";
import { outlineOf } from "@/flow-model/outline";
import { graphOf, type MapEdge, type Measure } from "./graph";
import { placed, type MapLayout } from "./layout";
import { measureText, measureWith } from "./measure";

const INDENT = 28;
const GAP = 24;
const EDGE = 24;

export async function columnOf(document: FlowDocument): Promise<MapLayout> {
  await globalThis.document.fonts.ready;
  return columnWith(document, measureWith(measureText()));
}

export function columnWith(document: FlowDocument, measure: Measure): MapLayout {
  let y = EDGE;
  const lines = outlineOf(document).flatMap(({ node, depth, number }) =>
    node
      ? [{ node: number === undefined ? node : { ...node, title: `${number}. ${node.title}` }, depth }]
      : [],
  );
  const boxes = lines.map(({ node, depth }): Box => {
    const size = measure.node(node);
    const box = { id: node.id, x: EDGE + depth * INDENT, y, ...size };
    y += size.height + GAP;
    return box;
  });
  const steps = boxes.slice(1).map((box, place) => ({ from: boxes[place] as Box, to: box }));
  const asides = graphOf(document).edges.filter(({ isAside }) => isAside);
  const looks = { label: "", isLoop: false, isAside: false, isOver: false };
  const edges = steps.map(({ from, to }): MapEdge => ({
    id: `${from.id}/next`,
    from: from.id,
    to: to.id,
    ...looks,
  }));
  const drawn = {
    id: "column",
    children: boxes,
    edges: steps.map(({ from, to }) => ({
      id: `${from.id}/next`,
      sources: [from.id],
      targets: [to.id],
      sections: [{ id: "way", ...wayBetween(from, to) }],
    })),
  };
  return placed(
    { kind: document.kind, nodes: lines.map(({ node }) => node), edges: [...edges, ...asides] },
    drawn,
  );
}

type Box = ElkNode & { x: number; y: number; width: number; height: number };

/** From the foot of a card to the head of the next, which may stand further in or out. */
function wayBetween(from: Box, to: Box) {
  const startPoint = { x: from.x + from.width / 2, y: from.y + from.height };
  const endPoint = { x: to.x + to.width / 2, y: to.y };
  const middle = (startPoint.y + endPoint.y) / 2;
  const bendPoints =
    startPoint.x === endPoint.x
      ? []
      : [
          { x: startPoint.x, y: middle },
          { x: endPoint.x, y: middle },
        ];
  return { startPoint, bendPoints, endPoint };
}
