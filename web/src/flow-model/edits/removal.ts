/** What becomes of the nodes that hang behind removed ones. */
import type { AnswerOption, FlowDocument, FlowNode } from "@/api/types";
import { documentAfter, update, type Change } from "../change";
import { newId } from "../ids";
import { hasOptions, isOrdered } from "../kinds";
import { findNode, onlyBehindAll, reachedFrom, sourcesOf, topsOf } from "../links";
import { withSections } from "./order";
import { removeBranch, removeNode } from "./remove";
import { removeAll } from "./remove-all";

/**
 * `behind`: they go, too. `attach`: they hang under what the removed node hung under. `loose`: they stay where they are, and
 * nothing leads to them. In a checklist what hangs behind a heading is its section: it goes, too, or stays in the list.
 */
export type Fate = "behind" | "attach" | "loose";

/** What is to be asked about before these nodes are removed: what only they lead to, or the sections under them. */
export function behindOf(document: FlowDocument, ids: ReadonlySet<string>): FlowNode[] {
  if (isOrdered(document.kind)) {
    const along = withSections(document, ids);
    return document.nodes.filter(({ id }) => along.has(id) && !ids.has(id));
  }
  const behind = onlyBehindAll(document, ids);
  const asks = ({ id, type }: FlowNode) => ids.has(id) && (document.kind === "impact" || hasOptions(type));
  if (behind.length === 0 || document.nodes.some(asks)) return behind;
  // What follows actions takes their place: often nothing is cut off.
  const left = documentAfter(document, removeAll(document, ids));
  const reached = reachedFrom(left, topsOf(left));
  return behind.every(({ id }) => reached.has(id)) ? [] : behind;
}

/** What can become of what is behind these nodes; none where there is nothing to ask. */
export function fatesOf(document: FlowDocument, ids: ReadonlySet<string>): Fate[] {
  if (behindOf(document, ids).length === 0) return [];
  if (isOrdered(document.kind)) return ["behind", "loose"];
  const canAttach = [...ids].some((id) => attached(document, id) !== null);
  return canAttach ? ["behind", "attach", "loose"] : ["behind", "loose"];
}

/** Removes nodes one after the other, and what is behind them as it was decided. */
export function removal(document: FlowDocument, ids: ReadonlySet<string>, fate: Fate): Change[] {
  if (isOrdered(document.kind))
    return removeAll(document, fate === "behind" ? withSections(document, ids) : ids);
  const changes: Change[] = [];
  let left = document;
  for (const { id } of document.nodes) {
    if (!ids.has(id) || !findNode(left, id)) continue;
    const step = removalOfOne(left, id, fate);
    changes.push(...step);
    left = documentAfter(left, step);
  }
  return changes;
}

function removalOfOne(document: FlowDocument, id: string, fate: Fate): Change[] {
  switch (fate) {
    case "behind":
      return removeBranch(document, id);
    case "attach":
      return attached(document, id) ?? removeNode(document, id);
    case "loose":
      return loosened(document, id);
  }
}

/** Without the ways on from the node there is nothing that its removal could lead elsewhere. */
function loosened(document: FlowDocument, id: string): Change[] {
  const withoutWays = (node: FlowNode): FlowNode => {
    const { options: _, next: __, ...rest } = node;
    return rest as FlowNode;
  };
  return removeBranch(
    {
      ...document,
      nodes: document.nodes.map((node) => (node.id === id ? withoutWays(node) : node)),
      connections: (document.connections ?? []).filter(({ from }) => from !== id),
    },
    id,
  );
}

/** Null where what is behind cannot hang under what is above: that leads on one way only, or there are several above. */
function attached(document: FlowDocument, id: string): Change[] | null {
  const node = findNode(document, id);
  const above = (sourcesOf(document).get(id) ?? []).filter(({ from }) => from.id !== id);
  if (!node || above.length === 0) return null;
  if (document.kind === "impact") return removeNode(document, id);
  const [source] = above;
  const option = source?.link.option;
  if (!source || !option || above.length > 1 || node.type !== "decision") return null;
  // The answer that led to the question makes room for the question's own answers.
  const taken = new Set(source.from.options?.map((other) => other.id));
  const answers = (node.options ?? [])
    .filter(({ to }) => to !== id)
    .map((answer): AnswerOption => (taken.has(answer.id) ? { ...answer, id: newId("o") } : answer));
  const options = (source.from.options ?? []).flatMap((other) => (other.id === option.id ? answers : other));
  const step: Change[] = [update(source.from.id, "options", options)];
  return [...step, ...loosened(documentAfter(document, step), id)];
}
