/** What can be done with what is chosen: each says which changes it makes and where the cursor is after them. */
import type { FlowNode, NodeType, Point } from "@/api/types";
import { update, type Change } from "@/flow-model/change";
import { clipOf, paste } from "@/flow-model/clip";
import {
  addAnswer,
  addBelow,
  addLoose,
  duplicate,
  newNode,
  newOption,
  removeAll,
  removeBranch,
  removeNode,
  type Added,
} from "@/flow-model/edits";
import { isOrdered, likelyType } from "@/flow-model/kinds";
import { onlyBehind, onlyBehindAll } from "@/flow-model/links";
import type { EditorSession } from "./session";
import { nodeOf } from "./session";

export type Where = "below" | "beside" | "section" | "loose";

/** A new node where it was asked for; where nothing can be there, unconnected. */
export function added(session: EditorSession, where: Where, type?: NodeType): Added {
  const { document, line } = session;
  const node = nodeOf(line);
  const isSection = where === "section";
  const fresh = newNode(type ?? (isSection ? "section_header" : typeFor(session, node, where)));
  if (where === "loose" || document.nodes.length === 0) return addLoose(document, fresh);
  const option = line?.via?.link.option;
  if (where === "beside") {
    // Beside an answer; on a question's own line one more answer of it.
    if (line?.via && option) {
      const beside = addAnswer(document, { from: line.via.from.id, option: option.id }, fresh);
      if (beside) return beside;
    }
    if (node?.type === "decision") return addedAnswer(node, fresh, document.nodes.indexOf(node) + 1);
  }
  const above = node ?? document.nodes.at(-1);
  const below = above && addBelow(document, above.id, fresh);
  if (below) return below;
  // Nothing follows a solution: what is meant is another answer beside it.
  const beside =
    line?.via && option ? addAnswer(document, { from: line.via.from.id, option: option.id }, fresh) : null;
  return beside ?? addLoose(document, fresh);
}

function addedAnswer(question: FlowNode, fresh: FlowNode, at: number): Added {
  const options = [...(question.options ?? []), { ...newOption(), to: fresh.id }];
  return { changes: [{ op: "add", node: fresh, at }, update(question.id, "options", options)], id: fresh.id };
}

function typeFor({ document }: EditorSession, node: FlowNode | undefined, where: Where): NodeType {
  if (document.kind === "impact" && where === "beside") return node?.type ?? "objective";
  return likelyType(document.kind, where === "loose" ? undefined : node?.type);
}

/** What to ask before the chosen line's node is removed; null when it takes nothing else along. */
export function behindChosen(session: EditorSession): { node: FlowNode; behind: number } | null {
  const node = session.line?.node;
  if (!node || isOrdered(session.document.kind)) return null;
  const behind = onlyBehind(session.document, node.id).length;
  // What follows an action takes its place: nothing is cut off.
  const closesUp = (node.type === "action" || node.type === "flow") && node.next;
  return behind > 0 && !closesUp ? { node, behind } : null;
}

/** How many more nodes only the chosen ones lead to. */
export function behindSeveral({ document, state }: EditorSession): number {
  return isOrdered(document.kind) ? 0 : onlyBehindAll(document, state.selected).length;
}

/** Removes all that are chosen. */
export function removedSeveral({ document, state }: EditorSession, withBehind: boolean): Removed {
  const changes = removeAll(document, state.selected, withBehind);
  return { changes, title: "", count: changes.filter(({ op }) => op === "remove").length };
}

export interface Removed {
  changes: Change[];
  title: string;
  count: number;
}

/** Removes what the chosen line is about: a node, or the answer that leads nowhere of its own. */
export function removed({ document, line }: EditorSession, withBranch = false): Removed | null {
  if (line?.node) {
    const { id, title } = line.node;
    if (!withBranch) return { changes: removeNode(document, id), title, count: 1 };
    const changes = removeBranch(document, id);
    return { changes, title, count: changes.filter(({ op }) => op === "remove").length };
  }
  const option = line?.via?.link.option;
  if (!line?.via || !option) return null;
  const { from } = line.via;
  const options = (from.options ?? []).filter(({ id }) => id !== option.id);
  return { changes: [update(from.id, "options", options)], title: option.label, count: 1 };
}

/** A copy of the chosen line's node. */
export function duplicated(
  { document, line }: EditorSession,
  copyOf: (text: string) => string,
): Added | null {
  return line?.node ? duplicate(document, line.node.id, line.via, copyOf) : null;
}

/** Copies of all that are chosen, with what joins them, beside them. */
export function duplicatedSeveral(
  { document, state }: EditorSession,
  places: ReadonlyMap<string, Point> | undefined,
): { changes: Change[]; ids: string[] } | null {
  const clip = clipOf(document, state.selected, places);
  const last = document.nodes.findLast(({ id }) => state.selected.has(id));
  const copy = paste(document, clip, { after: last?.id, by: places && BESIDE });
  return typeof copy === "string" ? null : copy;
}

const BESIDE = { x: 40, y: 40 };
