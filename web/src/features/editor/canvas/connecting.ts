/** What drawing, turning and cutting a line changes in a flow. */
import type { FlowDocument, FlowNode } from "@/api/types";
import { setDocument, update, type Change } from "@/flow-model/change";
import { connect, newOption, setParent } from "@/flow-model/edits";
import { findNode, reachedFrom } from "@/flow-model/links";
import { ASIDE, waysOf } from "./ways";

/** One end of a line that is drawn: a card, and the handle there. */
export interface Start {
  node: string;
  /** The id of a [[Way]] of the node. */
  way: string;
}

/** The way from which a line is drawn that begins at the card as a whole: the first that leads nowhere yet, else one more. */
export function likelyWay(node: FlowNode, kind: FlowDocument["kind"]): string | null {
  const ways = waysOf(node, kind);
  return (
    (
      ways.find(({ kind, to }) => kind !== "answer" && to === undefined) ??
      ways.find(({ kind }) => kind !== "option")
    )?.id ?? null
  );
}

/** Whether a line may lead from there to the node. */
export function mayConnect(document: FlowDocument, { node, way }: Start, to: string): boolean {
  const from = findNode(document, node);
  if (!from || !findNode(document, to)) return false;
  if (!waysOf(from, document.kind).some(({ id }) => id === way)) return false;
  // A question may come back to itself, when something was to be waited for; else it would go round for ever.
  if (way === "next") return node !== to;
  if (way === "child") return node !== to && !reachedFrom(document, [to]).has(node);
  return true;
}

/** The changes that make a line lead from there to the node, which may be new; nothing where it may not. */
export function connected(document: FlowDocument, { node, way }: Start, to: string): Change[] {
  const from = findNode(document, node);
  if (!from) return [];
  const known = waysOf(from, document.kind).find(({ id }) => id === way);
  switch (known?.kind) {
    case "option":
      return connect(document, { from: node, option: known.option }, to);
    case "next":
      return connect(document, { from: node }, to);
    case "answer":
      return [update(node, "options", [...(from.options ?? []), { ...newOption(), to }])];
    case "child":
      return setParent(document, to, node);
    default:
      return [];
  }
}

/** A line that is there. */
export interface LineRef {
  from: string;
  option?: string;
  connection?: string;
}

/** The changes that make a line lead nowhere. */
export function cut(document: FlowDocument, { from, option, connection }: LineRef): Change[] {
  if (connection === undefined) return connect(document, { from, option }, undefined);
  return [setDocument("connections", otherThan(document, connection))];
}

/** The changes that lead a line elsewhere, or have it come from elsewhere. Nothing where it may not. */
export function turned(document: FlowDocument, line: LineRef, start: Start, to: string): Change[] {
  const isSameStart = start.node === line.from && start.way === wayOfLine(line);
  const { connection } = line;
  if (connection !== undefined && isAside(document, connection))
    return turnedAside(document, connection, start.node, to);
  if (!mayConnect(document, start, to)) return [];
  // What it has led to is served by nothing any more.
  if (connection !== undefined)
    return connected({ ...document, connections: otherThan(document, connection) }, start, to);
  if (isSameStart) return connected(document, start, to);
  // Each change is of another field, so that their order does not count, but for answers of one node.
  if (start.node === line.from && line.option !== undefined) {
    const node = findNode(document, line.from);
    const without = node?.options?.map((option) =>
      option.id === line.option ? { ...option, to: undefined } : option,
    );
    const left = {
      ...document,
      nodes: document.nodes.map((other) => (other === node ? { ...other, options: without } : other)),
    };
    return connected(left, start, to);
  }
  return [...cut(document, line), ...connected(document, start, to)];
}

function otherThan({ connections = [] }: FlowDocument, id: string) {
  return connections.filter((connection) => connection.id !== id);
}

/** The handle from which a line leaves. */
export function wayOfLine({ option, connection }: LineRef): string {
  return option !== undefined ? `option/${option}` : connection !== undefined ? "child" : "next";
}

/** The same, also of a line that is no way of a run. */
export function handleOf(document: FlowDocument, line: LineRef): string {
  return line.connection !== undefined && isAside(document, line.connection) ? ASIDE : wayOfLine(line);
}

function isAside(document: FlowDocument, connection: string): boolean {
  return document.connections?.some(({ id, type }) => id === connection && type !== "parent-child") ?? false;
}

function turnedAside(document: FlowDocument, connection: string, from: string, to: string): Change[] {
  if (from === to) return [];
  const connections = (document.connections ?? []).map((other) =>
    other.id === connection ? { ...other, from, to } : other,
  );
  return [setDocument("connections", connections)];
}
