/**
 * A flow as indented lines, in the order in which a person would tell it. Every node has one line of its own; where
 * another path comes to it again, that is a jump.
 */
import type { FlowDocument, FlowNode } from "@/api/types";
import { hasOptions, isOrdered } from "./kinds";
import { linksOf, nodesById, topsOf, type Link } from "./links";

/** How a path goes on where it does not go deeper: to a line elsewhere, back to where it came from, or nowhere (yet). */
export interface Jump {
  kind: "jump" | "loop" | "open" | "gone";
  /** Where it goes; absent for `open` and `gone`. */
  node?: FlowNode;
  /** The id that leads nowhere, for `gone`. */
  id?: string;
}

export interface OutlineLine {
  /** Unique among the lines, and the same after an edit elsewhere. A node's own line has the node's id. */
  key: string;
  depth: number;
  /** The node whose line this is; absent on the line of an answer that only jumps. */
  node?: FlowNode;
  /** How one comes here from the line's parent: the node and its link. Absent for tops. */
  via?: { from: FlowNode; link: Link };
  /** On an answer's line: where it jumps. On a node's own line: how it goes on, if not by the next line. */
  jump?: Jump;
  /** The number of a step in an ordered kind, from 1. */
  number?: number;
  hasChildren: boolean;
  /** Not reached from the start. */
  isApart: boolean;
}

/** The key of the line of a question's answer that only jumps. */
export function answerKey(question: string, option = ""): string {
  return `${question}/option/${option}`;
}

export function outlineOf(document: FlowDocument): OutlineLine[] {
  return isOrdered(document.kind) ? orderedLines(document.nodes) : graphLines(document);
}

/** An import keeps how deep a heading was: 1 for the top. */
function levelOf(header: FlowNode): number {
  const level = (header as { level?: unknown }).level;
  return typeof level === "number" && level >= 1 ? Math.floor(level) : 1;
}

function orderedLines(nodes: readonly FlowNode[]): OutlineLine[] {
  let depth = 0;
  let number = 0;
  let level = 0;
  return nodes.map((node, place) => {
    const line: OutlineLine = { key: node.id, node, depth, hasChildren: false, isApart: false };
    if (node.type === "section_header") {
      // A heading that skips a level is still only one deeper than the one above.
      level = Math.min(levelOf(node), level + 1);
      line.depth = level - 1;
      depth = level;
      const next = nodes[place + 1];
      line.hasChildren =
        next?.type === "procedure_step" || (next?.type === "section_header" && levelOf(next) > level);
    } else if (node.type === "procedure_end") {
      line.depth = 0;
    } else {
      line.number = ++number;
    }
    return line;
  });
}

interface Waiting {
  link: Link;
  depth: number;
  /** The line that leads here; -1 for a top. */
  from: number;
}

function graphLines(document: FlowDocument): OutlineLine[] {
  const byId = nodesById(document);
  const links = linksOf(document);
  const lines: OutlineLine[] = [];
  /** The line of each node that has one. */
  const placeOf = new Map<string, number>();
  /** For each line the line that leads to it. */
  const cameFrom: number[] = [];

  const isOnTheWay = (target: number, from: number) => {
    for (let at = from; at >= 0; at = cameFrom[at] ?? -1) if (at === target) return true;
    return false;
  };
  const jumpTo = (to: string | undefined, from: number): Jump => {
    if (to === undefined) return { kind: "open" };
    const node = byId.get(to);
    if (!node) return { kind: "gone", id: to };
    const place = placeOf.get(to);
    return { kind: place !== undefined && isOnTheWay(place, from) ? "loop" : "jump", node };
  };

  const walk = (top: string, isApart: boolean) => {
    // A stack and not recursion: an imported flow may be thousands of nodes deep.
    const stack: Waiting[] = [{ link: { to: top }, depth: 0, from: -1 }];
    for (let waiting = stack.pop(); waiting; waiting = stack.pop()) {
      const { link, depth, from } = waiting;
      const above = lines[from];
      const node = link.to === undefined ? undefined : byId.get(link.to);
      const isNew = node !== undefined && !placeOf.has(node.id);
      if (!isNew && above?.node && !link.option && !link.connection) {
        above.jump = jumpTo(link.to, from);
        continue;
      }
      const via = above?.node ? { from: above.node, link } : undefined;
      if (!isNew) {
        const parent = above?.node?.id ?? "";
        const key = link.connection
          ? `${parent}/connection/${link.connection.id}`
          : answerKey(parent, link.option?.id);
        lines.push({ key, depth, via, jump: jumpTo(link.to, from), hasChildren: false, isApart });
        cameFrom.push(from);
        continue;
      }
      const place = lines.length;
      const ways = links.get(node.id) ?? [];
      const goesDeeper = document.kind === "impact" || hasOptions(node.type) || ways.length > 1;
      placeOf.set(node.id, place);
      cameFrom.push(from);
      lines.push({ key: node.id, depth, node, via, hasChildren: goesDeeper && ways.length > 0, isApart });
      for (const way of ways.toReversed()) {
        stack.push({ link: way, depth: depth + (goesDeeper ? 1 : 0), from: place });
      }
    }
  };

  for (const top of topsOf(document)) if (!placeOf.has(top)) walk(top, false);
  for (const top of apartTops(document, placeOf)) if (!placeOf.has(top)) walk(top, true);
  return lines;
}

/** Of what nothing reached leads to: first what no other of it leads to, then the rest, which hangs together in loops. */
function apartTops(document: FlowDocument, reached: ReadonlyMap<string, number>): string[] {
  const left = document.nodes.filter(({ id }) => !reached.has(id));
  if (left.length === 0) return [];
  const links = linksOf(document);
  const ledTo = new Set(
    left.flatMap(({ id }) =>
      (links.get(id) ?? []).flatMap(({ to }) => (to === undefined || to === id ? [] : to)),
    ),
  );
  const ids = left.map(({ id }) => id);
  return [...ids.filter((id) => !ledTo.has(id)), ...ids.filter((id) => ledTo.has(id))];
}

/** The lines without those under collapsed ones. */
export function visibleLines(lines: readonly OutlineLine[], collapsed: ReadonlySet<string>): OutlineLine[] {
  if (collapsed.size === 0) return [...lines];
  let hiddenBelow = Infinity;
  return lines.filter(({ key, depth }) => {
    if (depth > hiddenBelow) return false;
    hiddenBelow = collapsed.has(key) ? depth : Infinity;
    return true;
  });
}

/** The keys of the lines under which this one lies, the nearest first. */
export function linesAbove(lines: readonly OutlineLine[], key: string): string[] {
  const place = lines.findIndex((line) => line.key === key);
  const above: string[] = [];
  let depth = lines[place]?.depth ?? 0;
  for (let at = place - 1; at >= 0 && depth > 0; at--) {
    const line = lines[at];
    if (line && line.depth < depth) {
      above.push(line.key);
      depth = line.depth;
    }
  }
  return above;
}
