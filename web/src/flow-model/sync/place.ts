/**
 * Places in a document, as the API's changes and conflicts name them: a node and a field of it, such as `options/up/label`,
 * or without a node `intake/port/required`. Items of a list are named by their id.
 */
import type { SyncChange } from "@/api/types";

export interface Place {
  node_id?: string | null;
  /** Absent for the node as a whole. */
  field?: string | null;
}

/** The names that lead from the top of a document to a place. */
export type Path = readonly string[];

/** The field that stands for where an item is in its list: its value is the id of the one before it. */
export const POSITION = "position";

export function pathOf({ node_id, field }: Place): string[] {
  const names = field == null ? [] : field.split("/").map(unescaped);
  return node_id == null ? names : ["nodes", node_id, ...names];
}

/** The reverse of [[pathOf]]. */
export function placeAt(path: Path): { node_id: string | null; field: string | null } {
  const [list, id, ...names] = path;
  if (list === "nodes" && id !== undefined) return { node_id: id, field: joined(names) };
  return { node_id: null, field: joined(path) };
}

/** A text that is the same for the same place only. */
export function placeKey(place: Place): string {
  return JSON.stringify(pathOf(place));
}

export function isPosition(path: Path): boolean {
  return path.length > 2 && path.at(-1) === POSITION;
}

/** Whether `inner` is `outer`, or lies in it. */
export function liesIn(inner: Path, outer: Path): boolean {
  return outer.length <= inner.length && outer.every((name, at) => name === inner[at]);
}

export function changeAt(path: Path, value: unknown): SyncChange {
  const { node_id, field } = placeAt(path);
  const about = node_id === null ? { field } : field === null ? { node_id } : { node_id, field };
  if (node_id !== null && field === POSITION) return { op: "move", node_id, value };
  if (value === undefined || (value === null && !isPosition(path))) return { op: "remove", ...about };
  return { op: field === null ? "add" : "update", ...about, value };
}

/** Where a change is made. */
export function changedPath({ op, node_id, field }: SyncChange): string[] {
  return pathOf({ node_id, field: op === "move" ? POSITION : field });
}

function joined(names: Path): string | null {
  return names.length === 0
    ? null
    : names.map((name) => name.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
}

function unescaped(name: string): string {
  return name.replaceAll("~1", "/").replaceAll("~0", "~");
}
