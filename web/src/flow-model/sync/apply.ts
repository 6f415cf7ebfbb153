/** Makes changes of single fields, as the server makes them (crates/domain, flow/change/edit.rs). Nothing is changed in place. */
import type { FlowDocument, SyncChange } from "@/api/types";
import { grainIn, grainOf, isRecord, type Grain, type Item } from "./grain";
import { changedPath, POSITION, type Path } from "./place";

/** The document after the changes, one after the other. Those that fit nowhere (the node is gone) do nothing. */
export function applySync(document: FlowDocument, changes: readonly SyncChange[]): FlowDocument {
  const grain = grainOf(document.kind);
  return changes.reduce(
    (current, change) => setAt(current, grain, changedPath(change), change.value ?? null) as FlowDocument,
    document,
  );
}

/** What is at a place; `undefined` where nothing is. */
export function valueAt(document: FlowDocument, path: Path): unknown {
  let value: unknown = document;
  let grain = grainOf(document.kind);
  for (const [at, name] of path.entries()) {
    if (typeof grain === "object" && "key" in grain) {
      const { key, order }: Extract<Grain, { key: string }> = grain;
      const list: readonly Item[] = Array.isArray(value) ? (value as Item[]) : [];
      const place = list.findIndex((item) => item[key] === name);
      if (order === "position" && path[at + 1] === POSITION)
        return place <= 0 ? undefined : list[place - 1]?.[key];
      value = list[place];
    } else {
      value = isRecord(value) ? value[name] : undefined;
    }
    grain = grainIn(grain, name);
  }
  return value;
}

/** The value with something else at the end of the path; null takes it away. */
export function setAt(value: unknown, grain: Grain, path: Path, next: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return next;
  if (grain === "whole") return value;
  if (grain !== "layout" && "key" in grain) return setItem(value, grain, name, rest, next);
  const fields = isRecord(value) ? value : {};
  if (rest.length === 0 && next === null) {
    const { [name]: _, ...others } = fields;
    return name in fields ? others : value;
  }
  const inner = rest.length === 0 ? next : setAt(fields[name], grainIn(grain, name), rest, next);
  return inner === fields[name] ? value : { ...fields, [name]: inner };
}

function setItem(
  value: unknown,
  { key, item, order }: Extract<Grain, { key: string }>,
  name: string,
  rest: Path,
  next: unknown,
): unknown {
  const list: readonly Item[] = Array.isArray(value) ? (value as Item[]) : [];
  const at = list.findIndex((other) => other[key] === name);
  const found = list[at];
  if (rest.length === 0) {
    if (next === null) return found ? list.toSpliced(at, 1) : value;
    const whole = { [key]: name, ...(next as Item) };
    return found ? list.with(at, whole) : [...list, whole];
  }
  if (!found) return value;
  if (order === "position" && rest.length === 1 && rest[0] === POSITION) {
    const others = list.toSpliced(at, 1);
    const before = next === null ? -1 : others.findIndex((other) => other[key] === next);
    return next !== null && before < 0 ? value : others.toSpliced(before + 1, 0, found);
  }
  const changed = setAt(found, item, rest, next) as Item;
  return changed === found ? value : list.with(at, changed);
}
