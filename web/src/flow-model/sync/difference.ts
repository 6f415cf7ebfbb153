/** What has changed from one document to another, as the changes that `POST /trees/{id}/sync` takes. */
import type { FlowDocument, SyncChange } from "@/api/types";
import { isSame } from "../change";
import { grainIn, grainOf, isRecord, itemsByKey, type Grain } from "./grain";
import { moved } from "./moved";
import { changeAt, POSITION } from "./place";

/** They are made one after the other: what is removed, then what is new, then fields, then places in lists. */
export function changesBetween(from: FlowDocument, to: FlowDocument): SyncChange[] {
  const changes: SyncChange[] = [];
  compare(grainOf(to.kind), [], from, to, changes);
  return changes;
}

function compare(grain: Grain, path: string[], from: unknown, to: unknown, changes: SyncChange[]): void {
  // What is left alone is the same object: that is most of a document.
  if (from === to || (from == null && to == null)) return;
  const note = () => {
    if (!isSame(from, to)) changes.push(changeAt(path, to ?? null));
  };
  if (grain === "whole") return note();
  if (grain === "layout" || "fields" in grain) {
    if (!isRecord(from) || !isRecord(to)) return note();
    for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
      if (path.length === 0 && (name === "schema" || name === "kind")) continue;
      compare(grainIn(grain, name), [...path, name], from[name], to[name], changes);
    }
    return;
  }
  compareItems(grain, path, from ?? [], to ?? [], changes, note);
}

function compareItems(
  { key, item, order }: Extract<Grain, { key: string }>,
  path: string[],
  from: unknown,
  to: unknown,
  changes: SyncChange[],
  note: () => void,
): void {
  const before = Array.isArray(from) ? itemsByKey(from, key) : null;
  const after = Array.isArray(to) ? itemsByKey(to, key) : null;
  // Which is which cannot be told while two bear one name.
  if (!before || !after) return note();
  const kept = [...before.keys()].filter((name) => after.has(name));
  const added = [...after.keys()].filter((name) => !before.has(name));
  const [placed, wanted] = [[...kept, ...added], [...after.keys()]];
  if (order === "whole" && placed.some((name, at) => name !== wanted[at])) return note();
  for (const name of before.keys()) {
    if (!after.has(name)) changes.push(changeAt([...path, name], null));
  }
  for (const name of added) changes.push(changeAt([...path, name], after.get(name)));
  for (const name of kept) compare(item, [...path, name], before.get(name), after.get(name), changes);
  if (order !== "position") return;
  const elsewhere = moved(placed, wanted);
  wanted.forEach((name, at) => {
    if (elsewhere.has(name)) changes.push(changeAt([...path, name, POSITION], wanted[at - 1] ?? null));
  });
}
