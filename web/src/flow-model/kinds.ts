/** What each kind of flow is made of, and where its nodes may lead. */
import type { FlowKind, NodeType } from "@/api/types";

const TYPES: Record<FlowKind, readonly NodeType[]> = {
  troubleshooting: ["decision", "action", "solution", "flow"],
  procedural: ["section_header", "procedure_step", "procedure_end"],
  maintenance: ["section_header", "procedure_step", "procedure_end"],
  impact: ["objective", "outcome", "opportunity", "solution", "assumption", "experiment"],
};

/** The node types that a flow of this kind may hold, in the order in which they are offered. */
export function typesOf(kind: FlowKind): readonly NodeType[] {
  return TYPES[kind];
}

/** Whether flows of the kind are run. An impact tree is only read. */
export function isRun(kind: FlowKind): boolean {
  return kind !== "impact";
}

/** Whether the order of the nodes is the order of the steps. */
export function isOrdered(kind: FlowKind): boolean {
  return kind === "procedural" || kind === "maintenance";
}

/** How many of the nodes are steps, things to do: a heading over some is none, nor is the end of a checklist. */
export function countSteps(nodes: readonly { type: NodeType }[]): number {
  return nodes.filter(({ type }) => type !== "section_header" && type !== "procedure_end").length;
}

/** Whether nodes of the type ask, and their options lead on. */
export function hasOptions(type: NodeType): boolean {
  return type === "decision";
}

/** Whether nodes of the type lead on to one `next` node. */
export function hasNext(type: NodeType): boolean {
  return type === "action" || type === "flow";
}

const SERVED_BY: Partial<Record<NodeType, NodeType>> = {
  objective: "outcome",
  outcome: "opportunity",
  opportunity: "solution",
  solution: "assumption",
  assumption: "experiment",
};

/** The type that a new node most likely is: under `parent`, or as the first of a flow. */
export function likelyType(kind: FlowKind, parent?: NodeType): NodeType {
  if (isOrdered(kind)) return "procedure_step";
  if (kind === "impact") return parent === undefined ? "objective" : (SERVED_BY[parent] ?? "experiment");
  return parent === undefined ? "decision" : "action";
}
