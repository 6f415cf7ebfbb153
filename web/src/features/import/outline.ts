/** A flow as indented lines, for looking it over before it is imported. */
import type { FlowDocument, FlowNode } from "@/api/types";

export interface OutlineLine {
  /** Unique among the lines. */
  key: string;
  node: FlowNode;
  depth: number;
  /** The answer that leads here. */
  via?: string;
  /** The node has a line above already: a join or a loop. */
  again: boolean;
}

/** Deeper lines are not indented further, so that long flows stay readable. */
const DEEPEST = 8;

/** The lines in reading order; what nothing leads to comes last. */
export function outline(document: FlowDocument): OutlineLine[] {
  return document.kind === "procedural" || document.kind === "maintenance"
    ? checklistLines(document.nodes)
    : graphLines(document);
}

function checklistLines(nodes: readonly FlowNode[]): OutlineLine[] {
  let inSection = false;
  return nodes.map((node) => {
    if (node.type === "section_header") inSection = true;
    const depth = inSection && node.type === "procedure_step" ? 1 : 0;
    return { key: node.id, node, depth, again: false };
  });
}

function graphLines(document: FlowDocument): OutlineLine[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const children = new Map<string, { to: string; via?: string }[]>();
  for (const node of document.nodes) {
    const links = (node.options ?? []).flatMap(({ to, label }) => (to ? [{ to, via: label }] : []));
    if (node.next) links.push({ to: node.next, via: "" });
    children.set(node.id, links);
  }
  for (const { from, to, type } of document.connections ?? []) {
    if (type === "parent-child") children.get(from)?.push({ to, via: "" });
  }

  const lines: OutlineLine[] = [];
  const seen = new Set<string>();
  const roots = [document.root, ...document.nodes.map(({ id }) => id)];
  for (const root of roots) {
    if (!root || seen.has(root)) continue;
    // A stack and not recursion: an imported flow may be thousands of nodes deep.
    const stack: { id: string; depth: number; via?: string }[] = [{ id: root, depth: 0 }];
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { id, depth, via } = next;
      const node = byId.get(id);
      if (!node) continue;
      const again = seen.has(id);
      lines.push({
        key: `${lines.length}`,
        node,
        depth: Math.min(depth, DEEPEST),
        via: via || undefined,
        again,
      });
      if (again) continue;
      seen.add(id);
      const links = children.get(id) ?? [];
      // An action leads on at its own depth; only answers go deeper.
      const deeper = links.length > 1 || node.type === "decision" ? 1 : 0;
      for (const { to, via } of links.toReversed()) stack.push({ id: to, depth: depth + deeper, via });
    }
  }
  return lines;
}
