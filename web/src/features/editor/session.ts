/**
 * One sitting at the editor: the draft with its history, where the person is in it, and what keeps it saved. Every edit goes
 * through [[EditorSession.edit]] as a list of changes. Knows nothing of React.
 */
import type { Change, Draft } from "@/flow-model/change";
import type { Conflict, FlowDocument, FlowNode, Resolution } from "@/api/types";
import { begin, onTopOf, perform, redo, undo, type History } from "@/flow-model/history";
import { newId } from "@/flow-model/ids";
import { linesAbove, outlineOf, type OutlineLine } from "@/flow-model/outline";
import { isNothing, rebase, withAnswer } from "@/flow-model/sync/rebase";
import { placeKey } from "@/flow-model/sync/place";
import { changesBetween } from "@/flow-model/sync/difference";
import { isSameDraft } from "./draft";
import { Saver, type SaverOptions, type Stored } from "./saver";

/** The cursor on what concerns the whole flow. */
export const WHOLE_FLOW = "";

export interface EditorState {
  readonly history: History;
  /** The key of the outline's line that is chosen, or [[WHOLE_FLOW]]. */
  readonly cursor: string;
  /**
   * The nodes that are chosen, everywhere at once: the one the cursor is on, or several; while they are chosen one by one the
   * cursor may be on another. Empty when what concerns the whole flow is.
   */
  readonly selected: ReadonlySet<string>;
  /** The keys of the lines whose children are hidden. */
  readonly collapsed: ReadonlySet<string>;
  /** The node that was just made, until one goes elsewhere: what it lacks is not held against it yet. */
  readonly fresh: string | null;
  /** The versions after `from` up to `to`, in which others have a part, that were taken in last. */
  readonly merged: { from: number; to: number } | null;
}

export interface EditOptions {
  /** Edits with the same key that follow each other quickly are undone as one. */
  key?: string;
  /** Where to go with it. */
  cursor?: string;
  /** Which nodes are chosen after it, if not the one at the cursor. */
  selected?: Iterable<string>;
  /** The node at the cursor is made by it, to be filled in. */
  isFresh?: boolean;
}

const outlines = new WeakMap<FlowDocument, OutlineLine[]>();

/** The outline of a document, made once. */
export function linesOf(document: FlowDocument): OutlineLine[] {
  let lines = outlines.get(document);
  if (!lines) {
    lines = outlineOf(document);
    outlines.set(document, lines);
  }
  return lines;
}

export type Keeping = Pick<SaverOptions<Draft>, "draft" | "version" | "send">;

export class EditorSession {
  readonly saver: Saver<Draft>;
  readonly #listeners = new Set<() => void>();
  #state: EditorState;

  constructor(keeping: Keeping, cursor?: string) {
    this.saver = new Saver({
      ...keeping,
      take: (base, theirs) => this.#take(base, theirs),
      settle: (conflicts, resolutions) => this.#answer(conflicts, resolutions),
      isSame: isSameDraft,
      newKey: () => newId("save") + newId(""),
    });
    const first = linesOf(keeping.draft.document)[0]?.key ?? WHOLE_FLOW;
    this.#state = {
      history: begin(keeping.draft),
      cursor: first,
      selected: chosenAt(keeping.draft.document, first),
      collapsed: new Set(),
      fresh: null,
      merged: null,
    };
    if (cursor !== undefined) this.goTo(cursor);
  }

  get state(): EditorState {
    return this.#state;
  }
  get draft(): Draft {
    return this.#state.history.draft;
  }
  get document(): FlowDocument {
    return this.draft.document;
  }
  get line(): OutlineLine | undefined {
    return linesOf(this.document).find(({ key }) => key === this.#state.cursor);
  }
  /** The node whose form is shown: the line's own, or whose answer the line is. */
  get node(): FlowNode | undefined {
    return nodeOf(this.line);
  }

  /** Whether steps are being chosen: several are, or another than the one at the cursor. */
  get isChoosing(): boolean {
    const { selected } = this.#state;
    return selected.size > 1 || (selected.size === 1 && !selected.has(this.node?.id ?? ""));
  }

  /** Stands for the edit that [[undo]] takes back: the same as long as it is this one. */
  get lastEdit(): symbol | undefined {
    return this.#state.history.done.at(-1)?.mark;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Does an edit. */
  edit(changes: readonly Change[], { key, cursor, selected, isFresh }: EditOptions = {}): void {
    const { history, cursor: before } = this.#state;
    const after = cursor ?? before;
    const next = perform(history, { changes, key, at: performance.now(), before, after });
    if (next !== history) this.#arrive(next, after);
    else if (cursor !== undefined) this.goTo(cursor);
    if (selected) this.select(selected);
    if (isFresh && this.node) this.#set({ fresh: this.node.id });
  }

  /** What was just made has been looked at: it is as any other. */
  leaveFresh(): void {
    if (this.#state.fresh !== null) this.#set({ fresh: null });
  }

  undo(): boolean {
    return this.#back(undo(this.#state.history));
  }

  redo(): boolean {
    return this.#back(redo(this.#state.history));
  }

  /** Goes to a line and opens what hides it. Its node alone is chosen. */
  goTo(cursor: string): void {
    const nearest = this.#nearest(this.document, cursor);
    this.#set({ ...this.#shown(nearest), selected: chosenAt(this.document, nearest) });
  }

  /**
   * Chooses several nodes, or none. The cursor goes to `first` of them if it is said, stays where it is if that is one of
   * them, and else goes to the last.
   */
  select(ids: Iterable<string>, first?: string): void {
    const wanted = new Set(ids);
    const selected = new Set(this.document.nodes.flatMap(({ id }) => (wanted.has(id) ? id : [])));
    const kept =
      this.node && selected.has(this.node.id)
        ? this.#state.cursor
        : [...wanted].findLast((id) => selected.has(id));
    const cursor = first !== undefined && selected.has(first) ? first : (kept ?? WHOLE_FLOW);
    this.#set({ ...this.#shown(cursor), selected });
  }

  /** Goes on to a node and chooses it, too. Back onto one that is chosen, the one that is left is chosen no longer. */
  extendTo(id: string): void {
    const here = this.node?.id;
    const selected = new Set(this.#state.selected);
    if (selected.has(id) && here !== undefined) selected.delete(here);
    this.select([...selected, id], id);
  }

  /** Chooses the node at the cursor, too, or no longer; the cursor stays there. False where it is the only one. */
  toggle(): boolean {
    const id = this.node?.id;
    const selected = new Set(this.#state.selected);
    if (id === undefined || (selected.delete(id) && selected.size === 0)) return false;
    if (!this.#state.selected.has(id)) selected.add(id);
    this.#set({ selected });
    return true;
  }

  collapse(key: string, isCollapsed: boolean): void {
    const collapsed = new Set(this.#state.collapsed);
    if (isCollapsed) collapsed.add(key);
    else collapsed.delete(key);
    this.#set({ collapsed });
  }

  setCollapsed(collapsed: ReadonlySet<string>): void {
    this.#set({ collapsed });
  }

  /** Goes on from what the server has. What was done here is forgotten. */
  adopt(draft: Draft, version: number): void {
    this.saver.adopt(draft, version);
    const cursor = this.#nearest(draft.document, this.#state.cursor);
    this.#set({ history: begin(draft), cursor, selected: chosenAt(draft.document, cursor) });
  }

  /** Goes on from a draft that was made of `base` and is not saved yet. */
  recover(draft: Draft, base: Stored<Draft>): void {
    this.#arrive(begin(draft), this.#state.cursor);
    this.saver.recover(draft, base);
  }

  /** Brings what the server has into the draft. What was done here can still be undone. */
  #take(base: Draft, { draft: theirs, version }: Stored<Draft>) {
    const { draft: saved, taken: news } = rebase(base, base, theirs);
    if (isNothing(news)) return { saved: base, clashes: [] };
    const { draft, taken, clashes } = rebase(base, this.draft, theirs);
    this.#state = { ...this.#state, merged: { from: this.saver.version, to: version } };
    this.#arrive(onTopOf(this.#state.history, draft, taken), this.#state.cursor);
    return { saved, clashes };
  }

  /** Makes of the draft what was said about clashes. */
  #answer(conflicts: readonly Conflict[], resolutions: readonly Resolution[]): void {
    const said = new Map(resolutions.map((answer) => [placeKey(answer), answer]));
    let { draft } = this;
    for (const conflict of conflicts) {
      const answer = said.get(placeKey(conflict));
      if (answer && answer.take !== "ours")
        draft = withAnswer(draft, conflict, answer.take ? conflict[answer.take] : answer.value);
    }
    const taken = { changes: changesBetween(this.document, draft.document), meta: {} };
    this.#arrive(onTopOf(this.#state.history, draft, taken), this.#state.cursor);
  }

  #back(step: { history: History; focus: string | null } | null): boolean {
    if (!step) return false;
    const before = new Set(this.document.nodes.map(({ id }) => id));
    this.#arrive(step.history, step.focus ?? this.#state.cursor);
    const again = this.document.nodes.flatMap(({ id }) => (before.has(id) ? [] : id));
    if (again.length > 1) this.select(again);
    return true;
  }

  #arrive(history: History, wanted: string): void {
    const before = this.document;
    const { document } = history.draft;
    const cursor = this.#nearest(document, wanted, before);
    const selected = selectedAfter(this.#state, document, cursor);
    this.#state = { ...this.#state, history, cursor, selected };
    this.#state = { ...this.#state, ...this.#shown(cursor) };
    this.saver.changed(history.draft);
    this.#tell();
  }

  /** The cursor on a line, with what hides it opened. */
  #shown(cursor: string): Pick<EditorState, "cursor" | "collapsed"> {
    let { collapsed } = this.#state;
    for (const above of linesAbove(linesOf(this.document), cursor)) {
      if (collapsed.has(above)) collapsed = new Set([...collapsed].filter((key) => key !== above));
    }
    return { cursor, collapsed };
  }

  /** The line with this key; if it is gone, the one that took its place. */
  #nearest(document: FlowDocument, cursor: string, before?: FlowDocument): string {
    if (cursor === WHOLE_FLOW) return cursor;
    const lines = linesOf(document);
    if (lines.some(({ key }) => key === cursor)) return cursor;
    const keys = new Set(lines.map(({ key }) => key));
    const old = before ? linesOf(before) : [];
    const place = old.findIndex(({ key }) => key === cursor);
    const behind = old.slice(place + 1).find(({ key }) => keys.has(key));
    const ahead = old.slice(0, Math.max(0, place)).findLast(({ key }) => keys.has(key));
    return (ahead ?? behind)?.key ?? lines[0]?.key ?? WHOLE_FLOW;
  }

  #set(change: Partial<EditorState>): void {
    this.#state = { ...this.#state, ...change };
    this.#tell();
  }

  #tell(): void {
    if (this.#state.fresh !== null && this.node?.id !== this.#state.fresh)
      this.#state = { ...this.#state, fresh: null };
    for (const listener of this.#listeners) listener();
  }
}

/** The node at a line, as the one that is chosen. */
function chosenAt(document: FlowDocument, cursor: string): ReadonlySet<string> {
  const node = nodeOf(linesOf(document).find(({ key }) => key === cursor));
  return new Set(node ? [node.id] : []);
}

/** What is chosen when a document is another than before: what it still has of it, unless the cursor has gone elsewhere. */
function selectedAfter(
  { selected, cursor: before }: EditorState,
  document: FlowDocument,
  cursor: string,
): ReadonlySet<string> {
  if (cursor !== before || selected.size < 2) return chosenAt(document, cursor);
  const kept = document.nodes.flatMap(({ id }) => (selected.has(id) ? id : []));
  return kept.length === selected.size
    ? selected
    : kept.length > 0
      ? new Set(kept)
      : chosenAt(document, cursor);
}

/** The node that a line is about. */
export function nodeOf(line: OutlineLine | undefined): FlowNode | undefined {
  return line?.node ?? line?.via?.from;
}
