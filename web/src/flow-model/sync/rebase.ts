/**
 * Brings what others have saved into a draft that is edited on: three-way, by node and by field. The server merges by the
 * same rules and decides; this is for what was typed while its answer was on the way.
 */
import type { Conflict, FlowDocument, SyncChange } from "@/api/types";
import { isSame, type Draft, type FlowMeta } from "../change";
import { applySync, valueAt } from "./apply";
import { changesBetween } from "./difference";
import { changedPath, isPosition, liesIn, placeAt, placeKey, POSITION, type Path } from "./place";

/** What others have changed, and what came of it. */
export interface Rebased {
  draft: Draft;
  /** What was taken of theirs. */
  taken: Taken;
  /** What both changed in different ways; there the draft has what we have. */
  clashes: Conflict[];
}

export interface Taken {
  changes: readonly SyncChange[];
  meta: Partial<FlowMeta>;
}

/** Where a conflict is about what a flow has besides its document: `meta/name`. */
export const META = "meta";

/** `ours` was made on `base`, and so was `theirs`. */
export function rebase(base: Draft, ours: Draft, theirs: Draft): Rebased {
  const { changes, clashes } = choose(base.document, ours.document, theirs.document);
  const meta = mergeMeta(base.meta, ours.meta, theirs.meta);
  const taken = { changes, meta: meta.taken };
  return { draft: withTaken(ours, taken), taken, clashes: [...clashes, ...meta.clashes] };
}

export function isNothing({ changes, meta }: Taken): boolean {
  return changes.length === 0 && Object.keys(meta).length === 0;
}

export function withTaken(draft: Draft, taken: Taken): Draft {
  if (isNothing(taken)) return draft;
  return { meta: { ...draft.meta, ...taken.meta }, document: applySync(draft.document, taken.changes) };
}

/** The draft with something else where a conflict is. */
export function withAnswer(draft: Draft, { node_id, field }: Conflict, value: unknown): Draft {
  const [area, name] = node_id == null && field != null ? field.split("/") : [];
  if (area === META && name !== undefined) return { ...draft, meta: { ...draft.meta, [name]: value } };
  return { ...draft, document: applySync(draft.document, [{ node_id, field, value }]) };
}

/** What the draft has where a conflict is. */
export function inDraft(draft: Draft, { node_id, field }: Conflict): unknown {
  const path = field?.split("/") ?? [];
  if (node_id == null && path[0] === META) return draft.meta[path[1] as keyof FlowMeta] ?? null;
  return valueAt(draft.document, changedPath({ node_id, field })) ?? null;
}

function choose(base: FlowDocument, ours: FlowDocument, theirs: FlowDocument) {
  const others = changesBetween(base, theirs).filter((change) => !saysNothing(base, change));
  const mine = others.length === 0 ? [] : changesBetween(base, ours).map(changedPath);
  const changes: SyncChange[] = [];
  const clashes = new Map<string, Conflict>();
  for (const change of others) {
    const path = changedPath(change);
    const rivals = mine.filter((own) => meets(own, path));
    if (rivals.every((own) => isPosition(own) && own.length > path.length)) {
      // Nobody minds where something would be that is removed.
      changes.push(isPosition(path) ? placedIn({ base, ours, theirs }, change, path) : change);
      continue;
    }
    // The same the other way round; and where a box lies on the canvas is nobody's question.
    if (path[0] === "canvas" || (isPosition(path) && rivals.some((own) => own.length < path.length)))
      continue;
    const place = rivals.reduce((outer, own) => (own.length < outer.length ? own : outer), path);
    const [b, o, t] = [base, ours, theirs].map((document) => valueAt(document, place) ?? null);
    if (!isSame(o, t)) {
      const at = placeAt(place);
      clashes.set(placeKey(at), { ...at, base: b, ours: o, theirs: t });
    }
  }
  return { changes, clashes: [...clashes.values()] };
}

function meets(own: Path, other: Path): boolean {
  return liesIn(own, other) || liesIn(other, own);
}

/** The server leaves out what is empty: that is no change. */
function saysNothing(base: FlowDocument, change: SyncChange): boolean {
  const path = changedPath(change);
  return !isPosition(path) && saysTheSame(change.value, valueAt(base, path));
}

/** A move of theirs in our list: after the nearest that is before it there and will be here too. */
function placedIn(
  { base, ours, theirs }: Record<"base" | "ours" | "theirs", FlowDocument>,
  change: SyncChange,
  path: Path,
): SyncChange {
  const list = path.slice(0, -2);
  const has = (document: FlowDocument, name: string) => valueAt(document, [...list, name]) !== undefined;
  let before = change.value;
  while (typeof before === "string" && !has(ours, before) && has(base, before)) {
    before = valueAt(theirs, [...list, before, POSITION]);
  }
  return { ...change, value: before ?? null };
}

/** The same for what a flow has besides its document. */
export function mergeMeta(base: FlowMeta, ours: FlowMeta, theirs: FlowMeta) {
  const taken: Partial<Record<keyof FlowMeta, unknown>> = {};
  const clashes: Conflict[] = [];
  for (const field of Object.keys(theirs) as (keyof FlowMeta)[]) {
    const [b, o, t] = [base[field], ours[field], theirs[field]];
    if (saysTheSame(b, t) || saysTheSame(o, t)) continue;
    if (isSame(b, o)) taken[field] = t;
    else clashes.push({ node_id: null, field: `${META}/${field}`, base: b, ours: o, theirs: t });
  }
  return { taken: taken as Partial<FlowMeta>, clashes };
}

/** Whether two values say the same, however the server writes down what is empty. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  return isSame(withoutEmpty(a), withoutEmpty(b));
}

/** A value without what is empty in it; text without the space around it. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  if (typeof value === "string") return value.trim() || undefined;
  if (value === null || value === false) return undefined;
  if (typeof value !== "object") return value;
  const members = Object.entries(value)
    .map(([key, member]) => [key, withoutEmpty(member)] as const)
    .filter(([, member]) => member !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
