/** From where on a card lines leave, and what a line drawn from there means. Knows nothing of the library that draws. */
import type { FlowKind, FlowNode, Point } from "@/api/types";
import { directionOf, type Size } from "@/features/flow/map/graph";
import { hasNext, hasOptions } from "@/flow-model/kinds";

/** Where all lines to a card arrive. */
export const ARRIVAL = "in";
/** From where lines leave that are no way of a run. */
export const ASIDE = "aside";

/** One way on from a node that can be drawn: an answer, what is next, one more answer, one more child. */
export interface Way {
  /** The id of its handle. */
  id: string;
  kind: "option" | "next" | "answer" | "child";
  /** The id of the option, for `option`. */
  option?: string;
  label: string;
  /** Where it leads by now. */
  to?: string;
}

/** The ways on from a node, in their order. A link that its type has no use for is one only when it is filled. */
export function waysOf(node: FlowNode, kind: FlowKind): Way[] {
  const ways: Way[] = [];
  for (const { id, label, to } of node.options ?? []) {
    if (to || hasOptions(node.type)) {
      ways.push({ id: `option/${id}`, kind: "option", option: id, label, to: to ?? undefined });
    }
  }
  if (node.next || (kind !== "impact" && hasNext(node.type))) {
    ways.push({ id: "next", kind: "next", label: "", to: node.next ?? undefined });
  }
  if (kind === "impact") ways.push({ id: "child", kind: "child", label: "" });
  else if (hasOptions(node.type)) ways.push({ id: "answer", kind: "answer", label: "" });
  return ways;
}

/** So far from its end the handle for one more answer lies. */
const CORNER = 15;

/** Where the handles of a card lie, from its top left corner: what leaves spread over its far side. */
export function handlesOf(
  node: FlowNode,
  kind: FlowKind,
  { width, height }: Size,
): { arrival: Point; aside: Point; ways: readonly (Way & { at: Point })[] } {
  const isRight = directionOf(kind) === "RIGHT";
  const ways = waysOf(node, kind);
  const spread = ways.filter((way) => way.kind !== "answer").length;
  const along = isRight ? height : width;
  const at = (way: Way, place: number): Point => {
    const offset = way.kind === "answer" ? along - CORNER : (along * (place + 0.5)) / Math.max(1, spread);
    return isRight ? { x: width, y: offset } : { x: offset, y: height };
  };
  return {
    arrival: isRight ? { x: 0, y: height / 2 } : { x: width / 2, y: 0 },
    aside: isRight ? { x: width / 2, y: height } : { x: width, y: height / 2 },
    ways: ways.map((way, place) => ({ ...way, at: at(way, place) })),
  };
}
