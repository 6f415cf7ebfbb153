/** What has been done to a draft, to be undone and done again. Nothing here is changed in place. */
import type { FlowKind, SyncChange } from "@/api/types";
import { applyChanges, type Change, type Draft } from "./change";
import { linksOf } from "./links";
import { setAt } from "./sync/apply";
import { grainIn, grainOf, type Grain } from "./sync/grain";
import { changedPath, isPosition, liesIn } from "./sync/place";
import type { Taken } from "./sync/rebase";

/** One edit, with what takes it back and where the person was. */
interface Entry {
  /** Tells it from all others, whatever becomes of it. */
  mark: symbol;
  changes: readonly Change[];
  inverse: readonly Change[];
  /** Edits with the same key that follow each other quickly are one: the letters of a word. */
  key: string | undefined;
  at: number;
  /** The node that was looked at before and after, so that undoing shows what it does. */
  before: string | null;
  after: string | null;
}

export interface History {
  readonly draft: Draft;
  readonly done: readonly Entry[];
  readonly undone: readonly Entry[];
}

export interface Edit {
  changes: readonly Change[];
  key?: string;
  /** In milliseconds of any clock. */
  at: number;
  before: string | null;
  after: string | null;
}

const MOST_ENTRIES = 500;
const ONE_EDIT_MS = 1_000;

export function begin(draft: Draft): History {
  return { draft, done: [], undone: [] };
}

/** The history with the edit; the same history when the edit changes nothing. */
export function perform(history: History, { changes, key, at, before, after }: Edit): History {
  const { draft, inverse } = applyChanges(history.draft, changes);
  if (inverse.length === 0) return history;
  const last = history.done.at(-1);
  const continues =
    last !== undefined &&
    key !== undefined &&
    last.key === key &&
    at - last.at < ONE_EDIT_MS &&
    history.undone.length === 0;
  const entry: Entry = continues
    ? { ...last, ...joined(last, { changes, inverse }), at, after }
    : { mark: Symbol(), changes, inverse, key, at, before, after };
  const done = [...(continues ? history.done.slice(0, -1) : history.done), entry].slice(-MOST_ENTRIES);
  return { draft, done, undone: [] };
}

type Step = Pick<Entry, "changes" | "inverse">;

/** Two steps as one. Of a field that is typed into only what it was at first and is at last is kept. */
function joined(first: Step, second: Step): Step {
  const [before, after] = [first.changes, second.changes].map((changes) =>
    changes.length === 1 ? changes[0] : undefined,
  );
  if (
    before?.op === "update" &&
    after?.op === "update" &&
    before.node_id === after.node_id &&
    before.field === after.field
  )
    return { changes: second.changes, inverse: first.inverse };
  if (before?.op === "meta" && after?.op === "meta" && before.field === after.field)
    return { changes: second.changes, inverse: first.inverse };
  return { changes: [...first.changes, ...second.changes], inverse: [...second.inverse, ...first.inverse] };
}

/** The history one edit earlier and the node to look at, or null when there is nothing to undo. */
export function undo(history: History): { history: History; focus: string | null } | null {
  const entry = history.done.at(-1);
  if (!entry) return null;
  const { draft, inverse } = applyChanges(history.draft, entry.inverse);
  const undone = [...history.undone, { ...entry, changes: inverse, key: undefined }];
  return { history: { draft, done: history.done.slice(0, -1), undone }, focus: entry.before };
}

/** The reverse of [[undo]]. */
export function redo(history: History): { history: History; focus: string | null } | null {
  const entry = history.undone.at(-1);
  if (!entry) return null;
  const { draft, inverse } = applyChanges(history.draft, entry.changes);
  const done = [...history.done, { ...entry, inverse, key: undefined }];
  return { history: { draft, done, undone: history.undone.slice(0, -1) }, focus: entry.after };
}

/**
 * The history on top of `draft`, which has what others changed. What was done here can still be undone, but where they
 * have set the same field since, undoing would take back what is theirs: there it leaves theirs as it is. What would take away
 * a node that they have worked on is not undone at all.
 */
export function onTopOf(history: History, draft: Draft, taken: Taken): History {
  const { kind } = draft.document;
  const links = linksOf(draft.document);
  const entries = (list: readonly Entry[], next: "inverse" | "changes") => {
    const held = heldBy(taken);
    const kept: Entry[] = [];
    // In the order in which they would be undone, or done again.
    for (const entry of list.toReversed()) {
      const removes = entry[next].flatMap((change) => (change.op === "remove" ? change.node_id : []));
      if (!removes.some((id) => held.has(id))) kept.push(...withTheirs(entry, kind, taken));
      // What stays must not come to lead to what goes.
      else for (const id of removes) for (const { to } of links.get(id) ?? []) if (to) held.add(to);
    }
    return kept.toReversed();
  };
  return { draft, done: entries(history.done, "inverse"), undone: entries(history.undone, "changes") };
}

/** The fields by which one node leads to another. */
const LINKS: ReadonlySet<string | undefined> = new Set(["to", "from", "next", "root"]);

/** The nodes that others have changed, or made something lead to. */
function heldBy({ changes }: Taken): Set<string> {
  const held = new Set<string>();
  const look = (value: unknown, field: string | undefined) => {
    if (typeof value === "string" && LINKS.has(field)) held.add(value);
    else if (Array.isArray(value)) for (const item of value) look(item, undefined);
    else if (typeof value === "object" && value !== null)
      for (const [name, inner] of Object.entries(value)) look(inner, name);
  };
  for (const change of changes) {
    const path = changedPath(change);
    const [list, id] = path;
    // Where something is in a list is nobody's work; and what they removed is gone.
    if (isPosition(path) || (path.length === 2 && change.value == null)) continue;
    if (list === "nodes" && id !== undefined) held.add(id);
    look(change.value, path.at(-1));
  }
  return held;
}

function withTheirs(entry: Entry, kind: FlowKind, taken: Taken): Entry[] {
  const keep = (changes: readonly Change[]) =>
    changes.flatMap((change) => changeWithTheirs(change, kind, taken));
  const [changes, inverse] = [keep(entry.changes), keep(entry.inverse)];
  return inverse.length === 0 ? [] : [{ ...entry, changes, inverse, key: undefined }];
}

function changeWithTheirs(change: Change, kind: FlowKind, { changes, meta }: Taken): Change[] {
  if (change.op === "meta") return change.field in meta ? [] : [change];
  if (change.op !== "update" && change.op !== "document") return [change];
  const isOfNode = change.op === "update";
  const path = isOfNode ? ["nodes", change.node_id, String(change.field)] : [change.field];
  const theirs = changes.filter((other) => liesIn(changedPath(other), path));
  if (theirs.length === 0) return [change];
  if (theirs.some((other) => changedPath(other).length === path.length)) return [];
  // A list that is set as a whole here, and in which they changed an item, is set with their item in it.
  const grain = path.reduce(grainIn, grainOf(kind));
  return [{ ...change, value: withItems(change.value, grain, path.length, theirs) } as Change];
}

function withItems(value: unknown, grain: Grain, depth: number, changes: readonly SyncChange[]): unknown {
  return changes.reduce(
    (now, change) => setAt(now, grain, changedPath(change).slice(depth), change.value ?? null),
    value,
  );
}
