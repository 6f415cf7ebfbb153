/**
 * How complete a flow is: how many of the fields that its nodes' templates ask for are filled. The same count as the
 * server's, which keeps it with every save (crates/domain, flow/completion); here it follows every letter.
 */
import type { Completion, CompletionStatus, FlowDocument, FlowKind, FlowNode, NodeType } from "@/api/types";
import { isOrdered } from "./kinds";
import { linksOf, startOf } from "./links";

/** A field that nodes of a type should have filled. */
export interface TemplateField {
  name: string;
  label: string;
  hint: string;
  /** A field of the node itself, or an entry of its `template_data`. */
  place: "node" | "template_data";
  input: "line" | "text" | "options" | "commands" | "tree";
}

/** The fields of each type of each kind, as `/schemas/templates.json` has them. */
export type Templates = Partial<Record<FlowKind, Partial<Record<NodeType, TemplateField[]>>>>;

export function isFilled(node: FlowNode, { place, name }: TemplateField): boolean {
  if (place === "template_data") return saysSomething(node.template_data?.[name]);
  switch (name) {
    case "options":
      return (node.options?.length ?? 0) >= 2;
    case "commands":
      return (node.commands ?? []).some(({ command }) => command.trim() !== "");
    case "tree_id":
      return node.tree_id != null;
    default:
      return saysSomething(node[name]);
  }
}

function saysSomething(value: unknown): boolean {
  if (value == null) return false;
  if (typeof value === "string") return value.trim() !== "";
  if (typeof value !== "object") return true;
  return Object.values(value).some(saysSomething);
}

interface Count {
  filled: number;
  total: number;
}

export function completionOf(document: FlowDocument, templates: Templates): Completion {
  const ofKind = templates[document.kind] ?? {};
  const counts = document.nodes.map((node): Count => {
    const fields = ofKind[node.type] ?? [];
    return { filled: fields.filter((field) => isFilled(node, field)).length, total: fields.length };
  });
  return {
    completion_rate: rate(counts.reduce(plus, { filled: 0, total: 0 })),
    nodes: document.nodes.map(({ id }, place) => {
      const count = counts[place] ?? { filled: 0, total: 0 };
      return { node_id: id, status: statusOf(count), ...count };
    }),
    sections: document.kind === "troubleshooting" ? [] : sectionsOf(document, counts),
  };
}

function plus(a: Count, b: Count): Count {
  return { filled: a.filled + b.filled, total: a.total + b.total };
}

function rate({ filled, total }: Count): number {
  return total === 0 ? 0 : filled / total;
}

function statusOf({ filled, total }: Count): CompletionStatus {
  if (filled === 0) return "empty";
  return filled === total ? "complete" : "partial";
}

/** Sums up what hangs under each node that has something under it, and under each section header. */
function sectionsOf(document: FlowDocument, own: readonly Count[]): Completion["sections"] {
  const { order, parents } = isOrdered(document.kind) ? underHeadings(document) : breadthFirst(document);
  const counts = [...own];
  const isParent = new Set(parents.filter((parent) => parent !== undefined));
  // Children before parents, so that each sum is complete when it is added to the one above.
  for (const place of order.toReversed()) {
    const parent = parents[place];
    const [below, above] = [counts[place], parent === undefined ? undefined : counts[parent]];
    if (parent !== undefined && below && above) counts[parent] = plus(above, below);
  }
  return document.nodes.flatMap(({ id, type, title }, place) =>
    type === "section_header" || isParent.has(place)
      ? [{ id, title, completion_rate: rate(counts[place] ?? { filled: 0, total: 0 }) }]
      : [],
  );
}

interface Hierarchy {
  /** Places in the document, parents before their children. */
  order: number[];
  parents: (number | undefined)[];
}

function underHeadings({ nodes }: FlowDocument): Hierarchy {
  let heading: number | undefined;
  const parents = nodes.map(({ type }, place) => {
    if (type === "section_header") heading = place;
    return type === "procedure_step" ? heading : undefined;
  });
  return { order: nodes.map((_, place) => place), parents };
}

/** A node hangs under the first that reaches it, from the root if there is one. */
function breadthFirst(document: FlowDocument): Hierarchy {
  const { nodes } = document;
  const places = new Map(nodes.map(({ id }, place) => [id, place] as const).toReversed());
  const links = linksOf(document);
  const targets = nodes.map(({ id }) =>
    (links.get(id) ?? []).flatMap(({ to }) => (to === undefined ? [] : (places.get(to) ?? []))),
  );
  const parents: (number | undefined)[] = nodes.map(() => undefined);
  const seen = new Set<number>();
  const order: number[] = [];
  const spread = (tops: readonly number[]) => {
    const queue = tops.filter((top) => !seen.has(top));
    for (const top of queue) seen.add(top);
    for (const place of queue) {
      order.push(place);
      for (const target of targets[place] ?? []) {
        if (seen.has(target)) continue;
        seen.add(target);
        parents[target] = place;
        queue.push(target);
      }
    }
  };
  const start = startOf(document);
  if (start) spread([places.get(start.id) ?? 0]);
  const ledTo = new Set(targets.flatMap((own, place) => own.filter((target) => target !== place)));
  spread(nodes.flatMap((_, place) => (seen.has(place) || ledTo.has(place) ? [] : place)));
  for (const place of nodes.keys()) spread([place]);
  return { order, parents };
}
