/** What a card is called, for those who cannot see where its lines lead. */
import type { FlowDocument, FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import { canvas } from "@/app/strings/canvas";
import { hasNext, hasOptions } from "@/flow-model/kinds";
import { relationsOf } from "@/flow-model/related";

const t = canvas.name;
const relationWords = strings.flow.node.relations;

export function nameOf(
  document: FlowDocument,
  byId: ReadonlyMap<string, FlowNode>,
): (node: FlowNode, isStart: boolean, errors: number) => string {
  const titleOf = (to: string | null | undefined) => {
    const target = to == null ? undefined : byId.get(to);
    return target ? target.title || strings.flow.untitled : t.nothing;
  };
  const relations = relationsOf(document);
  const children = new Map<string, string[]>();
  for (const { from, to, type } of document.connections ?? []) {
    if (type === "parent-child") children.set(from, [...(children.get(from) ?? []), titleOf(to)]);
  }
  return (node, isStart, errors) => {
    const { id, type, title, options, next } = node;
    const parts = [t.node(type, title)];
    if (options?.length && (hasOptions(type) || options.some(({ to }) => to))) {
      parts.push(t.answers(options.map(({ label, to }) => [label, titleOf(to)] as const)));
    }
    if (next || (document.kind !== "impact" && hasNext(type))) parts.push(t.next(titleOf(next)));
    const over = children.get(id);
    if (over) parts.push(t.over(over));
    const related = relations.get(id) ?? [];
    if (related.length > 0) {
      parts.push(t.related(related.map(({ type, to }) => [relationWords[type], titleOf(to)] as const)));
    }
    if (isStart) parts.push(t.start);
    if (errors > 0) parts.push(t.errors(errors));
    return parts.join(". ");
  };
}
