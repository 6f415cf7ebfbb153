/** What differs between two documents, arranged to be read and to be drawn. The comparing itself is the server's. */
import type { Diff, FieldChange, FlowDocument, FlowNode, NodeMove } from "@/api/types";
import { linksOf } from "./links";
import { placeAt } from "./sync/place";

/** What has become of a node. */
export type Mark = "added" | "removed" | "moved" | "changed";

/** Two documents, and what has changed from one to the other. */
export interface Comparison {
  diff: Diff;
  before: FlowDocument;
  after: FlowDocument;
}

/** A node that is not as it was. */
export interface DiffEntry {
  /** As it is; of one that was removed, as it was. */
  node: FlowNode;
  /** All that has become of it, the most telling first. */
  marks: readonly Mark[];
  move?: NodeMove;
  /** Of a node that was added or removed all of its fields, but for its title and type. */
  fields: readonly FieldChange[];
}

/** The nodes that are not as they were, in the order of the document, removed ones where they were. */
export function entriesOf({ diff, before, after }: Comparison): DiffEntry[] {
  const added = new Set(diff.added);
  const removed = new Set(diff.removed);
  const moves = new Map(diff.moved.map((move) => [move.node_id, move]));
  const changes = new Map(diff.changed.map(({ node_id, fields }) => [node_id, fields]));
  return mergedNodes(before, after).flatMap((node): DiffEntry[] => {
    if (added.has(node.id)) return [{ node, marks: ["added"], fields: fieldsOf(node, "to") }];
    if (removed.has(node.id)) return [{ node, marks: ["removed"], fields: fieldsOf(node, "from") }];
    const move = moves.get(node.id);
    const fields = changes.get(node.id) ?? [];
    const marks: Mark[] = [
      ...(fields.length > 0 ? (["changed"] as const) : []),
      ...(move ? (["moved"] as const) : []),
    ];
    return marks.length > 0 ? [{ node, marks, fields, ...(move && { move }) }] : [];
  });
}

/** Where the names of what is mentioned are looked up: as they are, or, of what is gone, as they were. */
export function documentsOf({ before, after }: Comparison): readonly FlowDocument[] {
  return [after, before];
}

/** Whether nothing has changed. */
export function isEmptyDiff({ added, removed, moved, changed, document }: Diff): boolean {
  return [added, removed, moved, changed, document].every((list) => list.length === 0);
}

/** How many nodes have which mark as their first, and how many changes belong to no node. */
export function countMarks(comparison: Comparison): Record<Mark | "document", number> {
  const counts = { added: 0, removed: 0, moved: 0, changed: 0, document: comparison.diff.document.length };
  for (const { marks } of entriesOf(comparison)) if (marks[0]) counts[marks[0]] += 1;
  return counts;
}

/** The nodes of both documents: the later's in its order, and each that is gone after the one that it came after. */
export function mergedNodes(before: FlowDocument, after: FlowDocument): FlowNode[] {
  const kept = new Set(after.nodes.map(({ id }) => id));
  const gone = new Map<string | undefined, FlowNode[]>();
  let previous: string | undefined;
  for (const node of before.nodes) {
    if (kept.has(node.id)) previous = node.id;
    else gone.set(previous, [...(gone.get(previous) ?? []), node]);
  }
  return [
    ...(gone.get(undefined) ?? []),
    ...after.nodes.flatMap((node) => [node, ...(gone.get(node.id) ?? [])]),
  ];
}

/** What a drawing of both documents marks. */
export interface Marks {
  /** By the id of a node. */
  nodes: ReadonlyMap<string, Mark>;
  /** By [[lineKey]]. */
  lines: ReadonlyMap<string, "added" | "removed">;
}

export const lineKey = (from: string, to: string) => `${from}>${to}`;

/** Both documents as one to be drawn: with the nodes and lines that are gone, and with what has become of each. */
export function overlay(comparison: Comparison): { document: FlowDocument; marks: Marks } {
  const { before, after } = comparison;
  const [were, are] = [linesIn(before), linesIn(after)];
  const gone = new Set(comparison.diff.removed);
  const lines = new Map<string, "added" | "removed">();
  for (const key of are.keys()) if (!were.has(key)) lines.set(key, "added");
  const ghosts = [...were].filter(([key]) => !are.has(key));
  for (const [key] of ghosts) lines.set(key, "removed");
  // The lines that led away from a node that is gone are still its own.
  const connections = ghosts
    .filter(([, { from }]) => !gone.has(from))
    .map(([key, line]) => ({ id: `gone:${key}`, ...line, type: "parent-child" as const }));
  const nodes = new Map(entriesOf(comparison).map(({ node, marks: [mark = "changed"] }) => [node.id, mark]));
  return {
    document: {
      ...after,
      nodes: mergedNodes(before, after),
      connections: [...(after.connections ?? []), ...connections],
    },
    marks: { nodes, lines },
  };
}

interface DrawnLine {
  from: string;
  to: string;
  label: string;
}

function linesIn(document: FlowDocument): Map<string, DrawnLine> {
  const lines = new Map<string, DrawnLine>();
  for (const [from, links] of linksOf(document)) {
    for (const { to, option, connection } of links) {
      if (to === undefined) continue;
      lines.set(lineKey(from, to), { from, to, label: option?.label ?? connection?.label ?? "" });
    }
  }
  return lines;
}

/** The fields of a node as changes from or to nothing. Answers and template fields one by one. */
function fieldsOf(node: FlowNode, side: "from" | "to"): FieldChange[] {
  const change = (value: unknown, ...names: string[]): FieldChange => {
    const field = placeAt(["nodes", node.id, ...names]).field ?? "";
    return { field, from: null, to: null, [side]: value };
  };
  const { id: _, type: _type, title: _title, options = [], template_data = {}, ...rest } = node;
  const isEmpty = (value: unknown) =>
    value == null || value === "" || (Array.isArray(value) && value.length === 0);
  return [
    ...Object.entries(rest).map(([name, value]) => change(value, name)),
    ...options.map((option) => change(option, "options", option.id)),
    ...Object.entries(template_data).map(([name, value]) => change(value, "template_data", name)),
  ].filter((change) => !isEmpty(change[side]));
}
