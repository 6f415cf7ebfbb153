/** A flow as the cards and lines that the canvas draws. What has not changed stays the same object, so that it is not drawn anew. */
import { MarkerType, Position, type Edge, type Node } from "@xyflow/react";
import type { FlowDocument, FlowKind, FlowNode, Point } from "@/api/types";
import { directionOf, graphOf, type Direction, type Size } from "@/features/flow/map/graph";
import type { MapLayout } from "@/features/flow/map/layout";
import { nodesById, startOf } from "@/flow-model/links";
import { nameOf } from "./name";
import { ARRIVAL, ASIDE, handlesOf } from "./ways";
import { wayOfLine, type LineRef } from "./connecting";

export type Hit = "hit" | "current" | null;

export type StepNode = Node<
  { node: FlowNode; kind: FlowKind; size: Size; isStart: boolean; errors: number; hit: Hit },
  "step"
>;

export interface LineData extends Record<string, unknown> {
  ref: LineRef;
  label: string;
  isDashed: boolean;
  isMarked: boolean;
  /** How far the wider card reaches beyond the ends. */
  beyond: number;
  direction: Direction;
  isAside: boolean;
  /** As the layout engine has drawn it, and with which ends. Holds until one of them is moved. */
  drawn: { path: string; labelAt: Point | null; from: Point; to: Point } | null;
}
export type StepLine = Edge<LineData, "step">;

export interface Look {
  document: FlowDocument;
  places: ReadonlyMap<string, Point>;
  sizeOf: (node: FlowNode) => Size;
  selected: ReadonlySet<string>;
  /** The card that one is on. */
  primary?: string;
  /** How many errors each node has. */
  errors: ReadonlyMap<string, { errors: number }>;
  hits: ReadonlySet<string>;
  hit: string | undefined;
  /** The prefix of the ids of elements. */
  prefix: string;
}

export function cardsOf(look: Look, before: ReadonlyMap<string, StepNode>): StepNode[] {
  const { document, places, selected, errors, hits } = look;
  const start = startOf(document)?.id;
  const byId = nodesById(document);
  const named = nameOf(document, byId);
  return [...byId.values()].toReversed().map((node) => {
    const { x, y } = places.get(node.id) ?? { x: 0, y: 0 };
    const count = errors.get(node.id)?.errors ?? 0;
    const isSelected = selected.has(node.id);
    const isStart = node.id === start;
    const hit = look.hit === node.id ? "current" : hits.has(node.id) ? "hit" : null;
    const ariaLabel = named(node, isStart, count);
    const className = look.primary === node.id ? PRIMARY : undefined;
    const size = look.sizeOf(node);
    const old = before.get(node.id);
    if (
      old?.data.node === node &&
      old.data.size.height === size.height &&
      old.position.x === x &&
      old.position.y === y &&
      old.selected === isSelected &&
      old.data.isStart === isStart &&
      old.data.errors === count &&
      old.data.hit === hit &&
      old.ariaLabel === ariaLabel &&
      old.className === className
    )
      return old;
    const data: StepNode["data"] = { node, kind: document.kind, size, isStart, errors: count, hit };
    return { ...card(data, { x, y }, isSelected, ariaLabel, look.prefix), className };
  });
}

function card(
  data: StepNode["data"],
  position: Point,
  selected: boolean,
  ariaLabel: string,
  prefix: string,
): StepNode {
  const { node, kind, size } = data;
  const { arrival, aside, ways } = handlesOf(node, kind, size);
  const isRight = directionOf(kind) === "RIGHT";
  const [to, from] = isRight ? [Position.Left, Position.Right] : [Position.Top, Position.Bottom];
  // An element's id and what it is called are no attributes of the type, but of every element.
  const attributes = {
    id: cardId(prefix, node.id),
    "aria-roledescription": undefined,
  } as StepNode["domAttributes"];
  return {
    id: node.id,
    type: "step",
    position,
    ...size,
    measured: size,
    // Known beforehand, so that what is out of sight need not be drawn to be measured.
    handles: [
      { id: ARRIVAL, type: "target", position: to, ...arrival },
      { id: ASIDE, type: "source", position: isRight ? Position.Bottom : Position.Right, ...aside },
      { id: ASIDE, type: "target", position: isRight ? Position.Bottom : Position.Right, ...aside },
      ...ways.map(({ id, at }) => ({ id, type: "source" as const, position: from, ...at })),
    ],
    selected,
    ariaRole: "group",
    ariaLabel,
    domAttributes: attributes,
    data,
  };
}

export function cardId(prefix: string, node: string): string {
  return `${prefix}-${node}`;
}

/** See canvas.css. */
const PRIMARY = "canvas-primary";

export interface LinesLook extends Pick<Look, "document" | "sizeOf" | "selected"> {
  layout: MapLayout | null;
  /** The id of the line that is chosen. */
  chosen: string | null;
}

export function linesOf(look: LinesLook, before: ReadonlyMap<string, StepLine>): StepLine[] {
  const { document, sizeOf, selected, chosen } = look;
  const direction = directionOf(document.kind);
  const byId = nodesById(document);
  const drawn = new Map(look.layout?.edges.map((edge) => [edge.id, edge]));
  const boxes = new Map(look.layout?.nodes.map((box) => [box.node.id, box]));
  const line = (
    id: string,
    source: string,
    target: string,
    more: Pick<LineData, "ref" | "label" | "isDashed" | "isAside">,
  ) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    if (!from || !to) return [];
    const isMarked = chosen === null ? selected.has(source) || selected.has(target) : chosen === id;
    const way = more.isAside ? ASIDE : wayOfLine(more.ref);
    const sizes = [sizeOf(from), sizeOf(to)] as const;
    const ends = handlesOf(from, document.kind, sizes[0]);
    const leaves = more.isAside ? ends.aside : ends.ways.find(({ id }) => id === way)?.at;
    const arrives = handlesOf(to, document.kind, sizes[1])[more.isAside ? "aside" : "arrival"];
    if (!leaves) return [];
    const [fromBox, toBox, path] = [boxes.get(source), boxes.get(target), drawn.get(id)];
    const data: LineData = {
      ...more,
      isMarked,
      beyond: direction === "RIGHT" ? sizes[0].height - leaves.y : sizes[0].width - leaves.x,
      direction,
      drawn:
        path && !path.isOver && fromBox && toBox
          ? { path: path.path, labelAt: path.labelAt, from: plus(fromBox, leaves), to: plus(toBox, arrives) }
          : null,
    };
    const isChosen = chosen === id;
    // Where many lines lie, only those that are looked at can be taken by their ends.
    const isTaken = isChosen || (isMarked && selected.size === 1);
    const old = before.get(id);
    if (
      old &&
      old.source === source &&
      old.target === target &&
      old.selected === isChosen &&
      isSameData(old.data, data)
    )
      return [old];
    return [
      {
        id,
        type: "step" as const,
        source,
        target,
        sourceHandle: way,
        targetHandle: more.isAside ? ASIDE : ARRIVAL,
        selected: isChosen,
        reconnectable: isTaken,
        focusable: false,
        // Cards say where they lead.
        ariaLabel: null as unknown as undefined,
        ariaRole: "presentation" as const,
        domAttributes: { "aria-roledescription": undefined, "aria-hidden": true },
        data,
        markerEnd: {
          type: MarkerType.ArrowClosed,
          width: 16,
          height: 16,
          color: isMarked ? "var(--accent)" : "var(--control)",
        },
      },
    ];
  };
  return graphOf(document).edges.flatMap(({ id, from, to, option, connection, label, isLoop, isAside }) =>
    line(id, from, to, { ref: { from, option, connection }, label, isDashed: isLoop || isAside, isAside }),
  );
}

function plus(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}

function isSameData(a: LineData | undefined, b: LineData): boolean {
  return (
    a !== undefined &&
    a.label === b.label &&
    a.isDashed === b.isDashed &&
    a.isMarked === b.isMarked &&
    a.beyond === b.beyond &&
    a.drawn?.path === b.drawn?.path &&
    a.drawn?.from.x === b.drawn?.from.x &&
    a.drawn?.from.y === b.drawn?.from.y
  );
}
