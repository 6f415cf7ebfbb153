/** New nodes and where they go. */
import type { AnswerOption, FlowDocument, FlowNode, NodeType } from "@/api/types";
import { setDocument, update, type Change } from "../change";
import { newId } from "../ids";
import { hasNext, hasOptions, isOrdered } from "../kinds";
import { findNode } from "../links";
import { blockEnd } from "../sections";
import { connect, parentChild, withTarget, type LinkRef } from "./connect";

/** An edit that makes a node: the changes, and which node to look at after them. */
export interface Added {
  changes: Change[];
  id: string;
}

export function newNode(type: NodeType, title = ""): FlowNode {
  const node: FlowNode = { id: newId("n"), type, title };
  return hasOptions(type) ? { ...node, options: [newOption("Yes"), newOption("No")] } : node;
}

export function newOption(label = ""): AnswerOption {
  return { id: newId("o"), label };
}

/** The first node, or one that nothing leads to yet. */
export function addLoose(document: FlowDocument, node: FlowNode): Added {
  const changes: Change[] = [{ op: "add", node, at: document.nodes.length }];
  if (document.nodes.length === 0 && !isOrdered(document.kind)) changes.push(setDocument("root", node.id));
  return { changes, id: node.id };
}

/**
 * A node below another: in a checklist the next step, under a decision a new answer, under an action what comes next (what
 * came next so far follows it), in an impact tree a child. Null where nothing can follow, or what followed would be cut off.
 */
export function addBelow(document: FlowDocument, id: string, node: FlowNode): Added | null {
  const above = findNode(document, id);
  if (!above) return null;
  if (isOrdered(document.kind)) return addStep(document, above, node);
  if (document.kind === "impact") return addChild(document, above, node);
  const at = document.nodes.indexOf(above) + 1;
  if (hasOptions(above.type)) {
    // An answer that leads nowhere yet is what was waiting for this node.
    const options = [...(above.options ?? [])];
    const open = options.findIndex((option) => !option.to);
    if (open >= 0) options[open] = withTarget(options[open] ?? newOption(), node.id);
    else options.push({ ...newOption(), to: node.id });
    return { changes: [{ op: "add", node, at }, update(above.id, "options", options)], id: node.id };
  }
  if (!hasNext(above.type)) return null;
  const placed = above.next ? leadingTo(node, above.next) : node;
  if (above.next && placed === node) return null;
  return { changes: [{ op: "add", node: placed, at }, update(above.id, "next", node.id)], id: node.id };
}

/** Another answer beside an option, leading to a new node. */
export function addAnswer(document: FlowDocument, ref: Required<LinkRef>, node: FlowNode): Added | null {
  const above = findNode(document, ref.from);
  const place = above?.options?.findIndex(({ id }) => id === ref.option) ?? -1;
  if (!above || place < 0) return null;
  const options = (above.options ?? []).toSpliced(place + 1, 0, { ...newOption(), to: node.id });
  const at = document.nodes.indexOf(above) + 1;
  return { changes: [{ op: "add", node, at }, update(above.id, "options", options)], id: node.id };
}

/** A new node as the target of a link. What the link led to before is left as it is. */
export function addTarget(document: FlowDocument, ref: LinkRef, node: FlowNode): Added {
  const at = document.nodes.findIndex(({ id }) => id === ref.from) + 1;
  return { changes: [{ op: "add", node, at }, ...connect(document, ref, node.id)], id: node.id };
}

/** A new node in the middle of a link: it goes on to what that led to. Null where it cannot, or the link leads nowhere. */
export function addBetween(
  document: FlowDocument,
  ref: LinkRef & { connection?: string },
  node: FlowNode,
): Added | null {
  const from = findNode(document, ref.from);
  if (ref.connection !== undefined) return addParent(document, ref.connection, node);
  const target =
    ref.option === undefined ? from?.next : from?.options?.find(({ id }) => id === ref.option)?.to;
  if (!target) return null;
  const placed = leadingTo(node, target);
  return placed === node ? null : addTarget(document, ref, placed);
}

/** A new node of an impact tree between a parent and its child. */
function addParent(document: FlowDocument, connection: string, node: FlowNode): Added | null {
  const known = document.connections ?? [];
  const link = known.find(({ id, type }) => id === connection && type === "parent-child");
  if (!link) return null;
  // What the connection says is said by its upper half.
  const connections = known.flatMap((other) =>
    other === link ? [{ ...link, to: node.id }, parentChild(node.id, link.to)] : other,
  );
  const changes: Change[] = [
    { op: "add", node, at: document.nodes.length },
    setDocument("connections", connections),
  ];
  return { changes, id: node.id };
}

/** The node, going on to `target`. */
function leadingTo(node: FlowNode, target: string): FlowNode {
  if (hasNext(node.type)) return { ...node, next: target };
  const [first, ...others] = node.options ?? [];
  return first ? { ...node, options: [withTarget(first, target), ...others] } : node;
}

function addStep({ nodes }: FlowDocument, above: FlowNode, node: FlowNode): Added {
  const place = nodes.indexOf(above);
  // Behind the end nothing is run; a new section begins where this one ends.
  let at = place + 1;
  if (above.type === "procedure_end") at = place;
  else if (node.type === "section_header") at = nextHeader(nodes, place);
  else if (node.type === "procedure_end") at = nodes.length;
  return { changes: [{ op: "add", node, at }], id: node.id };
}

function nextHeader(nodes: readonly FlowNode[], place: number): number {
  if (nodes[place]?.type === "section_header") return blockEnd(nodes, place);
  const next = nodes.findIndex((node, at) => at > place && node.type !== "procedure_step");
  return next < 0 ? nodes.length : next;
}

function addChild(document: FlowDocument, parent: FlowNode, node: FlowNode): Added {
  const connections = [...(document.connections ?? []), parentChild(parent.id, node.id)];
  const changes: Change[] = [
    { op: "add", node, at: document.nodes.length },
    setDocument("connections", connections),
  ];
  return { changes, id: node.id };
}
