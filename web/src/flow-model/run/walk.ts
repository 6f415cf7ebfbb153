/** Where a node leads, and where a run may stand: as the engine has it (crates/domain, run/walk.rs). */
import type { FlowDocument, FlowNode, NodeType, PathEntry } from "@/api/types";
import { isOrdered } from "../kinds";
import { findNode, startOf } from "../links";

const ASKING: ReadonlySet<NodeType> = new Set(["decision", "action", "flow", "procedure_step"]);

/** Whether the flow has nothing to ask at such a node. */
export function isEnd(type: NodeType): boolean {
  return !ASKING.has(type) && type !== "section_header";
}

/** Whether such a node is answered or ticked off. */
export function isStep(type: NodeType): boolean {
  return ASKING.has(type);
}

/** Whether an entry was answered or dealt with, not just passed by a jump. */
export function isSettled(entry: Pick<PathEntry, "option_id" | "result">): boolean {
  return entry.option_id != null || entry.result != null;
}

/** Where a run stands that starts now. */
export function first(document: FlowDocument): FlowNode | undefined {
  return landing(document, startOf(document)?.id);
}

/** Where a run stands that was sent to `id`: there, or at the first step under that heading. */
export function landing(document: FlowDocument, id: string | null | undefined): FlowNode | undefined {
  if (!isOrdered(document.kind)) return findNode(document, id);
  const place = document.nodes.findIndex((node) => node.id === id);
  return place < 0 ? undefined : firstStepFrom(document, place);
}

/** Where a run stands that has left `node`, by `target` if the graph says so. Undefined: nothing follows. */
export function after(
  document: FlowDocument,
  node: FlowNode,
  target: string | null | undefined,
): FlowNode | undefined {
  if (!isOrdered(document.kind)) return findNode(document, target);
  return firstStepFrom(document, document.nodes.findIndex(({ id }) => id === node.id) + 1);
}

function firstStepFrom({ nodes }: FlowDocument, place: number): FlowNode | undefined {
  // No copy of the rest: a checklist may have thousands of steps.
  for (let at = place; at < nodes.length; at++) if (nodes[at]?.type !== "section_header") return nodes[at];
  return undefined;
}
