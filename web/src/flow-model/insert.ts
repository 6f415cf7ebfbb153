/** The steps of a whole flow, put into another after one of its steps. */
import type { FlowDocument, FlowNode } from "@/api/types";
import { update, setDocument, type Change } from "./change";
import { clipOf, paste, type PasteOptions, type Pasted, type Refusal } from "./clip";
import { newOption } from "./edits";
import { parentChild, withTarget } from "./edits/connect";
import { hasNext, hasOptions, isOrdered } from "./kinds";
import { findNode, topsOf } from "./links";

export interface Inserted extends Pasted {
  /** The step after which they come now; absent where nothing leads to them yet. */
  joined?: FlowNode;
}

/** The steps with new ids; behind the step `after` where that can lead on to them. */
export function insertFlow(
  document: FlowDocument,
  source: FlowDocument,
  { after, by }: PasteOptions = {},
): Inserted | Refusal {
  const clip = clipOf(withoutSecondEnd(document, source), new Set(source.nodes.map(({ id }) => id)));
  const pasted = paste(document, clip, { after, by });
  if (typeof pasted === "string") return pasted;
  const above = findNode(document, after);
  if (!above || isOrdered(document.kind)) return above ? { ...pasted, joined: above } : pasted;
  // A checklist in a graph begins with its first step; what else is pasted has as many nodes as before, in their order.
  const idOf = (id: string) => pasted.ids[clip.nodes.findIndex((node) => node.id === id)];
  const tops = isOrdered(source.kind)
    ? pasted.ids.slice(0, 1)
    : topsOf(source).flatMap((id) => idOf(id) ?? []);
  const changes = join(document, above, tops, pasted.changes);
  return changes ? { ...pasted, changes, joined: above } : pasted;
}

/** A checklist that has an end keeps it as its only one. */
function withoutSecondEnd(document: FlowDocument, source: FlowDocument): FlowDocument {
  const isEnd = ({ type }: FlowNode) => type === "procedure_end";
  return document.nodes.some(isEnd)
    ? { ...source, nodes: source.nodes.filter((node) => !isEnd(node)) }
    : source;
}

/** The changes with a way from `above` to what is pasted; null where there can be none, or something would be cut off. */
function join(
  document: FlowDocument,
  above: FlowNode,
  tops: readonly string[],
  changes: readonly Change[],
): Change[] | null {
  const [first] = tops;
  if (first === undefined) return null;
  if (document.kind === "impact") {
    const added = connectionsOf(changes) ?? document.connections ?? [];
    const links = tops.map((top) => parentChild(above.id, top));
    const others = changes.filter((change) => !(change.op === "document" && change.field === "connections"));
    return [...others, setDocument("connections", [...added, ...links])];
  }
  if (hasOptions(above.type)) {
    const options = [...(above.options ?? [])];
    const open = options.findIndex((option) => !option.to);
    if (open >= 0) options[open] = withTarget(options[open] ?? newOption(), first);
    else options.push({ ...newOption(), to: first });
    return [...changes, update(above.id, "options", options)];
  }
  if (!hasNext(above.type)) return null;
  const lead = update(above.id, "next", first);
  if (!above.next) return [...changes, lead];
  // What came next so far comes after the one pasted step where they end: in the middle of a flow it is none of its solutions.
  const [end, ...others] = changes.flatMap((change) =>
    change.op === "add" && isEnd(change.node) ? change.node : [],
  );
  if (end === undefined || others.length > 0) return null;
  const turned = hasNext(end.type) ? [] : [update(end.id, "type", "action")];
  return [...changes, lead, ...turned, update(end.id, "next", above.next)];
}

const isEnd = ({ type, next }: FlowNode) => (hasNext(type) ? !next : !hasOptions(type));

function connectionsOf(changes: readonly Change[]): FlowDocument["connections"] {
  const found = changes.find((change) => change.op === "document" && change.field === "connections");
  return found?.op === "document" ? (found.value as FlowDocument["connections"]) : undefined;
}
