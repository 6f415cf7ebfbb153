/** What the map shows of a flow, and the order to the layout engine. */
import type { ElkExtendedEdge, ElkNode } from "elkjs/lib/elk-api.js";
import type { FlowDocument, FlowNode } from "@/api/types";
import { linksOf } from "@/flow-model/links";
import { drawingOrder } from "./order";

export interface MapEdge {
  id: string;
  from: string;
  to: string;
  label: string;
  /** Leads back to where the path came from. */
  isLoop: boolean;
  /** Left out of the layout and drawn over it. */
  isOver: boolean;
}

export interface MapGraph {
  nodes: readonly FlowNode[];
  edges: readonly MapEdge[];
}

/**
 * The layout leads a loop around each layer that it goes back over, which takes it minutes where long loops are many. Beyond
 * this many nodes gone back over they are drawn straight over the map instead.
 */
const MOST_LOOPING = 600;

/** The nodes in the order in which they are drawn, and what leads where. */
export function graphOf(document: FlowDocument): MapGraph {
  const links = linksOf(document);
  const nodes = drawingOrder(document);
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  let lengthOfLoops = 0;
  const edges = nodes.flatMap((node, from) =>
    (links.get(node.id) ?? []).flatMap(({ to, option, connection }, place) => {
      const target = to === undefined ? undefined : places.get(to);
      if (to === undefined || target === undefined) return [];
      const label = (option?.label ?? connection?.label ?? "").trim();
      const isLoop = target <= from;
      if (isLoop) lengthOfLoops += from - target;
      return [{ id: `${node.id}/${place}`, from: node.id, to, label, isLoop, isOver: false }];
    }),
  );
  if (lengthOfLoops <= MOST_LOOPING) return { nodes, edges };
  return { nodes, edges: edges.map((edge) => ({ ...edge, isOver: edge.isLoop })) };
}

export interface Size {
  width: number;
  height: number;
}

export interface Measure {
  node: (node: FlowNode) => Size;
  label: (text: string) => Size;
}

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.edgeRouting": "ORTHOGONAL",
  // A link back is drawn around what it goes back over.
  "elk.layered.feedbackEdges": "true",
  "elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.crossingMinimization.forceNodeModelOrder": "false",
  "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
  "elk.layered.spacing.nodeNodeBetweenLayers": "44",
  "elk.layered.spacing.edgeNodeBetweenLayers": "20",
  "elk.spacing.nodeNode": "36",
  "elk.spacing.edgeNode": "22",
  "elk.spacing.edgeEdge": "14",
  "elk.spacing.componentComponent": "72",
  "elk.padding": "[top=24,left=24,bottom=24,right=24]",
};

/** The graph as the layout engine wants it. */
export function orderOf({ nodes, edges }: MapGraph, measure: Measure, direction: "DOWN" | "RIGHT"): ElkNode {
  return {
    id: "map",
    layoutOptions: { ...OPTIONS, "elk.direction": direction },
    children: nodes.map((node) => ({ id: node.id, ...measure.node(node) })),
    edges: edges
      .filter(({ isOver }) => !isOver)
      .map(({ id, from, to, label }): ElkExtendedEdge => {
        const text = {
          text: label,
          ...measure.label(label),
          layoutOptions: { "elk.edgeLabels.inline": "true" },
        };
        return { id, sources: [from], targets: [to], labels: label === "" ? [] : [text] };
      }),
  };
}
