/** What can be done with what is chosen: each says which changes it makes and where the cursor is after them. */
import type { FlowNode, NodeType, Point } from "@/api/types";
import { update, type Change } from "@/flow-model/change";
import { clipOf, paste } from "@/flow-model/clip";
import {
  addAnswer,
  addBelow,
  addLoose,
  duplicate,
  duplicateOption,
  newNode,
  newOption,
  removal,
  removeAll,
  withSections,
  type Added,
  type Fate,
} from "@/flow-model/edits";
import { isOrdered, likelyType } from "@/flow-model/kinds";
import { findNode } from "@/flow-model/links";
import { wayOfLine } from "./canvas/connecting";
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
  // Nothing follows a solution: what is meant is another answer beside it. Nor does one come between two steps: it is free.
  const beside =
    line?.via && option && !above?.next
      ? addAnswer(document, { from: line.via.from.id, option: option.id }, fresh)
      : null;
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

const NO_STEPS: ReadonlySet<string> = new Set();

/** The steps that are chosen. On the line of an answer that only jumps it is the answer, though its question is shown. */
export function chosenSteps({ line, state }: EditorSession): ReadonlySet<string> {
  return line && !line.node && state.selected.size < 2 ? NO_STEPS : state.selected;
}

/** The way on that the chosen line is: that of an answer which leads to no step of its own. */
export function chosenWay({ line }: EditorSession): string | undefined {
  const option = line?.node ? undefined : line?.via?.link.option;
  return line?.via && option && wayOfLine({ from: line.via.from.id, option: option.id });
}

export interface Removed {
  changes: Change[];
  title: string;
  count: number;
}

/** Removes what is chosen, and what is behind it as it was decided: steps, or the answer that leads nowhere of its own. */
export function removed(session: EditorSession, fate?: Fate): Removed | null {
  const { document, line } = session;
  const ids = chosenSteps(session);
  if (ids.size > 0) {
    const changes = fate ? removal(document, ids, fate) : removeAll(document, ids);
    const [first] = ids;
    const title = findNode(document, first)?.title ?? "";
    return { changes, title, count: changes.filter(({ op }) => op === "remove").length };
  }
  const option = line?.via?.link.option;
  if (!line?.via || !option) return null;
  const { from } = line.via;
  const options = (from.options ?? []).filter(({ id }) => id !== option.id);
  return { changes: [update(from.id, "options", options)], title: option.label, count: 1 };
}

/** Where the chosen line's answer is among the answers, or its node among the children of its parent. */
export function placeAmong({
  document,
  line,
}: EditorSession): { name: string; place: number; count: number } | null {
  if (!line?.via) return null;
  const { from, link } = line.via;
  const siblings: readonly { id: string }[] = link.option
    ? (from.options ?? [])
    : (document.connections ?? []).filter(
        ({ from: parent, type }) => parent === from.id && type === "parent-child",
      );
  const own = link.option ?? link.connection;
  const place = siblings.findIndex(({ id }) => id === own?.id);
  const name = link.option?.label || line.node?.title || "";
  return place < 0 ? null : { name, place, count: siblings.length };
}

/** A copy of the chosen line's node, or of its answer. */
export function duplicated(
  { document, line }: EditorSession,
  copyOf: (text: string) => string,
): Added | null {
  if (line?.node) return duplicate(document, line.node.id, line.via, copyOf);
  const option = line?.via?.link.option;
  return line?.via && option ? duplicateOption(line.via.from, option, copyOf) : null;
}

/** Copies of all that are chosen, with what joins them, beside them. */
export function duplicatedSeveral(
  { document, state }: EditorSession,
  places: ReadonlyMap<string, Point> | undefined,
): { changes: Change[]; ids: string[] } | null {
  const clip = clipOf(document, state.selected, places);
  const along = isOrdered(document.kind) ? withSections(document, state.selected) : state.selected;
  const last = document.nodes.findLast(({ id }) => along.has(id));
  const copy = paste(document, clip, { after: last?.id, by: places && BESIDE });
  return typeof copy === "string" ? null : copy;
}

const BESIDE = { x: 40, y: 40 };
