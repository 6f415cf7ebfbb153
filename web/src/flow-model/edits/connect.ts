/** Where links lead. */
import type { AnswerOption, Connection, FlowDocument, FlowNode } from "@/api/types";
import { setDocument, update, type Change } from "../change";
import { newId } from "../ids";
import { hasNext, hasOptions } from "../kinds";
import { findNode, sourcesOf } from "../links";

/** A way on from a node: one of its options, or without one its `next`. */
export interface LinkRef {
  from: string;
  option?: string;
}

export function withTarget<With extends { to?: string | null }>(option: With, to: string | undefined): With {
  const { to: _, ...rest } = option;
  return (to === undefined ? rest : { ...rest, to }) as With;
}

/** Leads a link to a node, or with `undefined` nowhere yet. */
export function connect(document: FlowDocument, { from, option }: LinkRef, to: string | undefined): Change[] {
  const node = findNode(document, from);
  if (!node) return [];
  if (option === undefined) return [update(from, "next", to)];
  return [
    update(
      from,
      "options",
      mapOption(node.options, option, (answer) => withTarget(answer, to)),
    ),
  ];
}

export function mapOption(
  options: readonly AnswerOption[] | undefined,
  id: string,
  change: (option: AnswerOption) => AnswerOption,
): AnswerOption[] {
  return (options ?? []).map((option) => (option.id === id ? change(option) : option));
}

/** Where `node` leads once the links that its type has no use for are taken away: the ways on that it really has. */
export function leadsOn(node: FlowNode): string | undefined {
  if (hasNext(node.type)) return node.next ?? undefined;
  if (!hasOptions(node.type)) return undefined;
  const targets = new Set((node.options ?? []).flatMap(({ to }) => to ?? []));
  return targets.size === 1 ? [...targets][0] : undefined;
}

/** Redirects every link to `from`, so that it leads to `to`, or nowhere. A node does not come to lead to itself by this. */
export function redirect(document: FlowDocument, from: string, to: string | undefined): Change[] {
  return document.nodes.flatMap((node) => {
    if (node.id === from) return [];
    const target = to === node.id ? undefined : to;
    const changes: Change[] = [];
    if (node.next === from) changes.push(update(node.id, "next", target));
    if (node.options?.some((option) => option.to === from)) {
      const options = node.options.map((option) =>
        option.to === from ? withTarget(option, target) : option,
      );
      changes.push(update(node.id, "options", options));
    }
    return changes;
  });
}

/** Hangs a node of an impact tree under a parent, or under none. */
export function setParent(document: FlowDocument, child: string, parent: string | undefined): Change[] {
  const changes: Change[] = [];
  for (const { from, link } of sourcesOf(document).get(child) ?? []) {
    if (link.option) changes.push(update(from.id, "options", without(from.options, link.option.id)));
    else if (!link.connection) changes.push(update(from.id, "next", undefined));
  }
  const kept = (document.connections ?? []).filter(
    (connection) => connection.type !== "parent-child" || connection.to !== child,
  );
  const link: Connection[] = parent === undefined ? [] : [parentChild(parent, child)];
  return [...changes, setDocument("connections", [...kept, ...link])];
}

export function parentChild(from: string, to: string): Connection {
  return { id: newId("link"), from, to, type: "parent-child" };
}

export function without<Item extends { id: string }>(items: readonly Item[] | undefined, id: string): Item[] {
  return (items ?? []).filter((item) => item.id !== id);
}
