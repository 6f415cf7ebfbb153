/** The order of steps, answers and children. */
import type { AnswerOption, FlowDocument, FlowNode } from "@/api/types";
import { place, setDocument, update, type Change } from "../change";
import { hasNext, isOrdered } from "../kinds";
import { findNode, linksOf, sourcesOf, type Link } from "../links";
import { blockEnd, levelOf } from "../sections";
import { redirect } from "./connect";

export type Direction = "up" | "down";

/** How many nodes move when this one does: a heading takes its section along. */
export function blockSize(nodes: readonly FlowNode[], place: number): number {
  return nodes[place]?.type === "section_header" ? blockEnd(nodes, place) - place : 1;
}

/**
 * Moves a step of a checklist, or a section with its heading, to the place before the node that is at `to` now (behind
 * the last for `nodes.length`).
 */
export function moveTo({ nodes }: FlowDocument, id: string, to: number): Change[] {
  const place = nodes.findIndex((node) => node.id === id);
  if (place < 0) return [];
  const size = blockSize(nodes, place);
  if (to >= place && to <= place + size) return [];
  const moved = nodes.slice(place, place + size);
  if (to > place) return moved.map((node) => ({ op: "move" as const, node_id: node.id, to: to - 1 }));
  return moved.map((node, offset) => ({ op: "move" as const, node_id: node.id, to: to + offset }));
}

/** These nodes, and with each heading its section. */
export function withSections({ nodes }: FlowDocument, ids: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set<string>();
  nodes.forEach(({ id }, place) => {
    if (!ids.has(id)) return;
    for (const node of nodes.slice(place, place + blockSize(nodes, place))) all.add(node.id);
  });
  return all;
}

/**
 * Moves several steps and sections of a checklist together to the place before the node that is at `wished` now. Nothing
 * comes behind the end: there nothing is run.
 */
export function moveAllTo(document: FlowDocument, ids: ReadonlySet<string>, wished: number): Change[] {
  const { nodes } = document;
  const end = nodes.findIndex(({ type }) => type === "procedure_end");
  const movable = nodes.filter(({ id }, place) => ids.has(id) && place !== end);
  const along = withSections(document, new Set(movable.map(({ id }) => id)));
  const to = end < 0 ? wished : Math.min(wished, end);
  const isMoved = ({ id }: FlowNode) => along.has(id);
  const before = nodes.slice(0, to).filter((node) => !isMoved(node));
  const behind = nodes.slice(to).filter((node) => !isMoved(node));
  const wanted = [...before, ...nodes.filter(isMoved), ...behind];
  const order = nodes.map(({ id }) => id);
  const changes: Change[] = [];
  wanted.forEach(({ id }, place) => {
    if (order[place] === id) return;
    order.splice(order.indexOf(id), 1);
    order.splice(place, 0, id);
    changes.push({ op: "move", node_id: id, to: place });
  });
  return changes;
}

/** Moves several steps together past their neighbour; with a section among them, past a section. */
export function moveAll(document: FlowDocument, ids: ReadonlySet<string>, direction: Direction): Change[] {
  const { nodes } = document;
  const along = withSections(document, ids);
  const first = nodes.findIndex(({ id }) => along.has(id));
  const last = nodes.findLastIndex(({ id }) => along.has(id));
  if (first < 0) return [];
  const hasSection = nodes.some(({ id, type }) => along.has(id) && type === "section_header");
  if (direction === "up") {
    const section = nodes.findLastIndex(({ type }, place) => place < first && type === "section_header");
    return moveAllTo(document, ids, Math.max(0, hasSection ? section : first - 1));
  }
  const next = nodes[last + 1];
  if (!next) return [];
  return moveAllTo(document, ids, hasSection ? blockEnd(nodes, last + 1) : last + 2);
}

/**
 * Moves what an outline's line shows among its like: a step past its neighbour, a section past a section, an answer among
 * the answers, a child among the children, a step that follows another past that. Nothing where it is the first or last.
 */
export function move(
  document: FlowDocument,
  line: { id?: string; via?: { from: FlowNode; link: Link } },
  direction: Direction,
): Change[] {
  if (isOrdered(document.kind)) return line.id === undefined ? [] : moveStep(document, line.id, direction);
  const { via } = line;
  if (via?.link.option) return moveOption(document, via.from.id, via.link.option.id, direction);
  if (via?.link.connection) return moveChild(document, via.from.id, via.link.connection.id, direction);
  return line.id === undefined || !isInRow(document, line) ? [] : moveInRow(document, line.id, direction);
}

/** Whether a line is moved in a row of steps that follow each other, and not among answers or children. */
export function isInRow({ kind }: FlowDocument, line: { via?: { link: Link } }): boolean {
  return kind === "troubleshooting" && !line.via?.link.option && !line.via?.link.connection;
}

/**
 * A step changes places with the one before or behind it, where the first leads to nothing but the second and nothing else
 * leads there. Whatever led to the first leads to the second then, and the first goes on to where that went on.
 */
function moveInRow(document: FlowDocument, id: string, direction: Direction): Change[] {
  const sources = sourcesOf(document);
  const links = linksOf(document);
  const own = findNode(document, id);
  const first = direction === "down" ? own : sources.get(id)?.[0]?.from;
  const second = direction === "down" ? findNode(document, own?.next) : own;
  if (!first || !second || first === second || first.next !== second.id || second.next === first.id)
    return [];
  const isPlain = [first, second].every(({ id, type }) => hasNext(type) && links.get(id)?.length === 1);
  if (!isPlain || sources.get(second.id)?.length !== 1) return [];
  const changes = [
    ...redirect(document, first.id, second.id),
    update(first.id, "next", second.next ?? undefined),
    update(second.id, "next", first.id),
  ];
  if (document.root === first.id) changes.push(setDocument("root", second.id));
  const positions = document.canvas?.positions;
  const [before, behind] = [positions?.[first.id], positions?.[second.id]];
  // On a canvas that somebody has arranged the row keeps its shape.
  if (before && behind) changes.push(place(first.id, behind), place(second.id, before));
  return changes;
}

function moveStep(document: FlowDocument, id: string, direction: Direction): Change[] {
  const { nodes } = document;
  const place = nodes.findIndex((node) => node.id === id);
  const node = nodes[place];
  if (!node) return [];
  if (node.type !== "section_header") {
    // Behind the end nothing is run.
    const passed = direction === "up" ? node : nodes[place + 1];
    if (passed?.type === "procedure_end") return [];
    return moveTo(
      document,
      id,
      direction === "up" ? Math.max(0, place - 1) : Math.min(nodes.length, place + 2),
    );
  }
  if (direction === "down") {
    const end = blockEnd(nodes, place);
    if (nodes[end]?.type !== "section_header") return [];
    return moveTo(document, id, blockEnd(nodes, end));
  }
  for (let at = place - 1; at >= 0; at--) {
    const before = nodes[at];
    if (before?.type === "section_header" && levelOf(before) <= levelOf(node))
      return moveTo(document, id, at);
  }
  return moveTo(document, id, 0);
}

export function moveOption(
  document: FlowDocument,
  node: string,
  option: string,
  direction: Direction,
): Change[] {
  const options: readonly AnswerOption[] = findNode(document, node)?.options ?? [];
  const place = options.findIndex(({ id }) => id === option);
  const moved = swapped(options, place, direction === "up" ? place - 1 : place + 1);
  return moved ? [update(node, "options", moved)] : [];
}

function moveChild(
  document: FlowDocument,
  parent: string,
  connection: string,
  direction: Direction,
): Change[] {
  const all = document.connections ?? [];
  const siblings = all.filter(({ from, type }) => from === parent && type === "parent-child");
  const place = siblings.findIndex(({ id }) => id === connection);
  const [own, other] = [siblings[place], siblings[direction === "up" ? place - 1 : place + 1]];
  if (!own || !other) return [];
  const moved = swapped(all, all.indexOf(own), all.indexOf(other));
  return moved ? [setDocument("connections", moved)] : [];
}

/** A list with one item at another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  return item === undefined ? [...items] : items.toSpliced(from, 1).toSpliced(to, 0, item);
}

function swapped<Item>(items: readonly Item[], a: number, b: number): Item[] | null {
  const [first, second] = [items[a], items[b]];
  if (a < 0 || b < 0 || first === undefined || second === undefined) return null;
  return items.with(a, second).with(b, first);
}
