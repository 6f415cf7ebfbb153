/** What a step refers to beside its ways on: steps to look at, and steps that it needs. */
import type { Connection, FlowDocument, FlowNode } from "@/api/types";
import { nodesById } from "./links";

export type RelationType = Exclude<Connection["type"], "parent-child">;
export const RELATIONS: readonly RelationType[] = ["reference", "dependency"];

export interface Relation {
  id: string;
  type: RelationType;
  label: string;
  to: string;
  /** Absent while there is no such step. */
  node: FlowNode | undefined;
}

/** For each node that refers to others, what it refers to, in the order in which that was said. */
export function relationsOf(document: FlowDocument): ReadonlyMap<string, readonly Relation[]> {
  const relations = new Map<string, Relation[]>();
  const connections = (document.connections ?? []).filter(isRelation);
  if (connections.length === 0) return relations;
  const nodes = nodesById(document);
  for (const { id, from, to, type, label = "" } of connections) {
    const relation = { id, type, label, to, node: nodes.get(to) };
    const known = relations.get(from);
    if (known) known.push(relation);
    else relations.set(from, [relation]);
  }
  return relations;
}

export function isRelation(connection: Connection): connection is Connection & { type: RelationType } {
  return connection.type !== "parent-child";
}
