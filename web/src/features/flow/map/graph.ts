/** What the map shows of a flow, and the order to the layout engine. */
import type { ElkExtendedEdge, ElkNode, ElkPort } from "elkjs/lib/elk-api.js";
import type { FlowDocument, FlowKind, FlowNode, Point } from "@/api/types";
import { strings } from "@/app/strings";
import { typesOf } from "@/flow-model/kinds";
import { linksOf } from "@/flow-model/links";
import { relationsOf } from "@/flow-model/related";
import { drawingOrder } from "./order";

export interface MapEdge {
  id: string;
  from: string;
  to: string;
  /** The option or the connection by which it leads there; neither for `next`. */
  option?: string;
  connection?: string;
  label: string;
  /** Leads back to where the path came from. */
  isLoop: boolean;
  /** Leads nowhere: the one refers to the other. */
  isAside: boolean;
  /** Left out of the layout and drawn over it. */
  isOver: boolean;
}

export interface MapGraph {
  kind: FlowKind;
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
    (links.get(node.id) ?? []).flatMap(({ to, option, connection }) => {
      const target = to === undefined ? undefined : places.get(to);
      if (to === undefined || target === undefined) return [];
      const label = (option?.label ?? connection?.label ?? "").trim();
      const isLoop = target <= from;
      if (isLoop) lengthOfLoops += from - target;
      const id = `${node.id}/${option ? `option/${option.id}` : connection ? `connection/${connection.id}` : "next"}`;
      const by = { option: option?.id, connection: connection?.id };
      return [{ id, from: node.id, to, ...by, label, isLoop, isAside: false, isOver: false }];
    }),
  );
  const ways =
    lengthOfLoops <= MOST_LOOPING ? edges : edges.map((edge) => ({ ...edge, isOver: edge.isLoop }));
  return { kind: document.kind, nodes, edges: [...ways, ...asidesOf(document, places)] };
}

/** What nodes refer to. It has no say in where they lie, and so is drawn over the rest. */
function asidesOf(document: FlowDocument, places: ReadonlyMap<string, number>): MapEdge[] {
  return [...relationsOf(document)].flatMap(([from, relations]) =>
    relations.flatMap(({ id, to, type, label }) => {
      if (!places.has(from) || !places.has(to)) return [];
      const text = label.trim() || strings.flow.node.relations[type];
      const looks = { label: text, isLoop: false, isAside: true, isOver: true };
      return [{ id: `${from}/aside/${id}`, from, to, connection: id, ...looks }];
    }),
  );
}

/** How a flow is read: an impact tree from left to right, any other from top to bottom. */
export type Direction = "DOWN" | "RIGHT";

export function directionOf(kind: FlowKind): Direction {
  return kind === "impact" ? "RIGHT" : "DOWN";
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

/** Where lines are to leave and arrive; without it the layout finds good places along the cards' sides. */
export interface Ports {
  of: (node: FlowNode, size: Size) => { arrival: Point; ways: readonly { id: string; at: Point }[] };
  /** The id of the way by which an edge leaves. */
  wayOf: (edge: MapEdge) => string;
}

/** The graph as the layout engine wants it. */
export function orderOf({ kind, nodes, edges }: MapGraph, measure: Measure, ports?: Ports): ElkNode {
  const isIdea = kind === "impact";
  return {
    id: "map",
    layoutOptions: {
      ...OPTIONS,
      "elk.direction": directionOf(kind),
      // The levels of an impact tree are columns.
      ...(isIdea && { "elk.partitioning.activate": "true" }),
    },
    children: nodes.map((node) => {
      const size = measure.node(node);
      const partition = { "elk.partitioning.partition": `${typesOf(kind).indexOf(node.type)}` };
      return {
        id: node.id,
        ...size,
        layoutOptions: { ...(isIdea && partition), ...(ports && { "elk.portConstraints": "FIXED_POS" }) },
        ports: ports && portsOf(node.id, ports.of(node, size), directionOf(kind)),
      };
    }),
    edges: edges
      .filter(({ isOver }) => !isOver)
      .map((edge): ElkExtendedEdge => {
        const { id, from, to, label } = edge;
        const ends = ports
          ? { sources: [portId(from, ports.wayOf(edge))], targets: [portId(to, IN)] }
          : { sources: [from], targets: [to] };
        const text = {
          text: label,
          ...measure.label(label),
          layoutOptions: { "elk.edgeLabels.inline": "true" },
        };
        return { id, ...ends, labels: label === "" ? [] : [text] };
      }),
  };
}

const IN = "in";
const portId = (node: string, way: string) => `${node}|${way}`;

function portsOf(node: string, { arrival, ways }: ReturnType<Ports["of"]>, direction: Direction): ElkPort[] {
  const [near, far]: [string, string] = direction === "RIGHT" ? ["WEST", "EAST"] : ["NORTH", "SOUTH"];
  const port = (way: string, { x, y }: Point, side: string) => ({
    id: portId(node, way),
    x,
    y,
    width: 0,
    height: 0,
    layoutOptions: { "elk.port.side": side },
  });
  return [port(IN, arrival, near), ...ways.map(({ id, at }) => port(id, at, far))];
}
