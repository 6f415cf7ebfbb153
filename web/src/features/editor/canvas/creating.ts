/** Where a new node goes on the canvas, and what making it there changes. */
import type { FlowDocument, NodeType, Point } from "@/api/types";
import { addBetween, addLoose, newNode, type Added } from "@/flow-model/edits";
import { findNode } from "@/flow-model/links";
import { connected, likelyWay, type LineRef, type Start } from "./connecting";
import { putAt } from "./pin";

export interface Target {
  /** Where somebody has pointed to, on the canvas. */
  place?: Point;
  /** The way that is to lead to it. */
  start?: Start;
  /** The line in whose middle it comes. */
  line?: LineRef;
}

export function made(
  document: FlowDocument,
  places: ReadonlyMap<string, Point>,
  type: NodeType,
  { place, start, line }: Target,
): Added {
  const fresh = newNode(type);
  const between = line && addBetween(document, line, fresh);
  const { changes, id } = between ?? addLoose(document, fresh);
  const link = start && !between ? connected(document, start, id) : [];
  // Into a line of a flow that is arranged by itself it is arranged, too.
  const isPut = place && (!between || document.canvas?.positions);
  return { changes: [...changes, ...link, ...(isPut ? putAt(document, places, fresh, place) : [])], id };
}

/** What letting a type go does there: into a line, after a card, or beside all on free ground. */
export function dropped(
  document: FlowDocument,
  type: NodeType,
  place: Point,
  { line, card }: { line?: LineRef; card?: string },
): Target {
  if (line && addBetween(document, line, newNode(type))) return { line, place };
  const node = card === undefined ? undefined : findNode(document, card);
  const way = node ? likelyWay(node, document.kind) : null;
  return node && way !== null ? { start: { node: node.id, way } } : { place };
}
