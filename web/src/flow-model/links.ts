/** Who leads to whom. */
import type { AnswerOption, Connection, FlowDocument, FlowNode } from "@/api/types";
import { hasNext, hasOptions, isOrdered } from "./kinds";

/** One way on from a node. `to` is absent while the author has not decided. */
export interface Link {
  to: string | undefined;
  option?: AnswerOption;
  connection?: Connection;
}

export function nodesById(document: FlowDocument): ReadonlyMap<string, FlowNode> {
  // The first of two nodes with one id counts, as on the server.
  return new Map(document.nodes.toReversed().map((node) => [node.id, node]));
}

export function findNode(document: FlowDocument, id: string | null | undefined): FlowNode | undefined {
  return id == null ? undefined : document.nodes.find((node) => node.id === id);
}

/** Where a run starts, if that node exists. */
export function startOf(document: FlowDocument): FlowNode | undefined {
  if (document.root != null) return findNode(document, document.root);
  return isOrdered(document.kind) ? document.nodes[0] : undefined;
}

/**
 * For each node the ways on from it: options in their order, then `next`, then the connections that mean parent and
 * child. Not for ordered kinds, where the next node is the next step. A link that the type of a node has no use for (the
 * `next` of a decision) counts only when it is filled, so that nothing is hidden.
 */
export function linksOf(document: FlowDocument): ReadonlyMap<string, readonly Link[]> {
  const links = new Map<string, Link[]>();
  for (const node of document.nodes) {
    const own: Link[] = [];
    for (const option of node.options ?? []) {
      if (option.to || hasOptions(node.type)) own.push({ to: option.to ?? undefined, option });
    }
    if (node.next || hasNext(node.type)) own.push({ to: node.next ?? undefined });
    links.set(node.id, own);
  }
  for (const connection of document.connections ?? []) {
    if (connection.type === "parent-child")
      links.get(connection.from)?.push({ to: connection.to, connection });
  }
  return links;
}

/** One way into a node. */
export interface Source {
  from: FlowNode;
  link: Link;
}

/** For each node id the ways into it, in the order of the document. */
export function sourcesOf(document: FlowDocument): ReadonlyMap<string, readonly Source[]> {
  const sources = new Map<string, Source[]>();
  const links = linksOf(document);
  for (const from of document.nodes) {
    for (const link of links.get(from.id) ?? []) {
      if (link.to === undefined) continue;
      const known = sources.get(link.to);
      if (known) known.push({ from, link });
      else sources.set(link.to, [{ from, link }]);
    }
  }
  return sources;
}

const NONE: ReadonlySet<string> = new Set();

/** What is reached from these nodes, these included, without passing through `except`. */
export function reachedFrom(
  document: FlowDocument,
  starts: Iterable<string>,
  except: ReadonlySet<string> = NONE,
): ReadonlySet<string> {
  const links = linksOf(document);
  const reached = new Set<string>();
  const waiting = [...starts];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (except.has(id) || reached.has(id) || !links.has(id)) continue;
    reached.add(id);
    for (const { to } of links.get(id) ?? []) if (to !== undefined) waiting.push(to);
  }
  return reached;
}

/** The nodes from which the flow is read: where a run starts; in an impact tree every node without a parent. */
export function topsOf(document: FlowDocument): string[] {
  const start = startOf(document)?.id;
  if (document.kind !== "impact") return start === undefined ? [] : [start];
  const sources = sourcesOf(document);
  const tops = document.nodes
    .filter(({ id }) => (sources.get(id) ?? []).every(({ from }) => from.id === id))
    .map(({ id }) => id);
  return start === undefined || tops.includes(start) ? tops : [start, ...tops];
}

/** What can be reached only by way of the node, and so would be cut off without it. The node itself is not among them. */
export function onlyBehind(document: FlowDocument, id: string): FlowNode[] {
  return onlyBehindAll(document, new Set([id]));
}

/** What can be reached only by way of one of these nodes. They themselves are not among them. */
export function onlyBehindAll(document: FlowDocument, ids: ReadonlySet<string>): FlowNode[] {
  const links = linksOf(document);
  const next = [...ids].flatMap((id) => (links.get(id) ?? []).flatMap(({ to }) => to ?? []));
  const behind = reachedFrom(document, next);
  const otherwise = reachedFrom(document, topsOf(document), ids);
  return document.nodes.filter(({ id }) => !ids.has(id) && behind.has(id) && !otherwise.has(id));
}
