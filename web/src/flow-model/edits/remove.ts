/** Taking nodes away, and what becomes of the links to them. */
import type { FlowDocument } from "@/api/types";
import { place, setDocument, type Change } from "../change";
import { findNode, onlyBehind, sourcesOf } from "../links";
import { leadsOn, parentChild, redirect } from "./connect";

/**
 * Removes a node. What led to it leads to where it led on, if that is one place; else nowhere yet. The children of a node
 * of an impact tree go to its parent.
 */
export function removeNode(document: FlowDocument, id: string): Change[] {
  const node = findNode(document, id);
  if (!node) return [];
  const next = leadsOn(node);
  const on = next === id ? undefined : next;
  return [
    ...redirect(document, id, on),
    ...forget(document, new Set([id]), on),
    { op: "remove", node_id: id },
  ];
}

/** Removes a node and all that can be reached only by way of it. Links to them lead nowhere yet. */
export function removeBranch(document: FlowDocument, id: string): Change[] {
  if (!findNode(document, id)) return [];
  const gone = new Set([id, ...onlyBehind(document, id).map((node) => node.id)]);
  const left = { ...document, nodes: document.nodes.filter((node) => !gone.has(node.id)) };
  return [
    ...redirect(left, id, undefined),
    ...forget(document, gone, undefined),
    ...[...gone].map((node_id) => ({ op: "remove" as const, node_id })),
  ];
}

/** Takes nodes out of what the document says of them outside of the nodes. */
function forget(document: FlowDocument, gone: ReadonlySet<string>, on: string | undefined): Change[] {
  const changes: Change[] = [];
  if (document.root != null && gone.has(document.root)) changes.push(setDocument("root", on));
  const connections = document.connections ?? [];
  if (connections.some(({ from, to }) => gone.has(from) || gone.has(to))) {
    const kept = connections.filter(({ from, to }) => !gone.has(from) && !gone.has(to));
    changes.push(setDocument("connections", [...kept, ...(gone.size === 1 ? adopted(document, gone) : [])]));
  }
  for (const id of gone) if (document.canvas?.positions?.[id]) changes.push(place(id, undefined));
  return changes;
}

/** The links that hang the children of a removed node under its parent. */
function adopted(document: FlowDocument, gone: ReadonlySet<string>) {
  if (document.kind !== "impact") return [];
  const [id = ""] = gone;
  const parent = sourcesOf(document)
    .get(id)
    ?.find(({ from }) => from.id !== id)?.from;
  if (!parent) return [];
  return (document.connections ?? [])
    .filter(({ from, to, type }) => from === id && to !== id && type === "parent-child")
    .map(({ to }) => parentChild(parent.id, to));
}
