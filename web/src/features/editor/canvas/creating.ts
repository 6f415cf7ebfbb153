/** Where a new node goes on the canvas, and what making it there changes. */
import type { FlowDocument, NodeType, Point } from "@/api/types";
import { addBelow, addBetween, addLoose, newNode, type Added } from "@/flow-model/edits";
import { connected, type LineRef, type Start } from "./connecting";
import { putAt } from "./pin";

export interface Target {
  /** Where somebody has pointed to, on the canvas. */
  place?: Point;
  /** The way that is to lead to it. */
  start?: Start;
  /** The node after which it comes: what followed that follows the new one. */
  after?: string;
  /** The line in whose middle it comes. */
  line?: LineRef;
}

export function made(
  document: FlowDocument,
  places: ReadonlyMap<string, Point>,
  type: NodeType,
  { place, start, after, line }: Target,
): Added {
  const fresh = newNode(type);
  const between = line && addBetween(document, line, fresh);
  const below = after === undefined ? null : addBelow(document, after, fresh);
  const { changes, id } = between ?? below ?? addLoose(document, fresh);
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
  return card !== undefined && addBelow(document, card, newNode(type)) ? { after: card } : { place };
}
