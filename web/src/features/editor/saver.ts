/**
 * Keeps a draft saved while it is edited: a moment after the last change, never two saves at once, again after a failure
 * that may pass, and never over what somebody else has saved: that is taken in, or where it clashes, asked about. Knows
 * nothing of React nor of flows.
 */
import { toProblem, type ApiProblem } from "@/api/problem";
import type { Conflict, Resolution } from "@/api/types";

export type SaveState =
  | { status: "saved" }
  /** Changed; will be saved in a moment. */
  | { status: "changed" }
  | { status: "saving" }
  /** The server was not reached or had a problem of its own; it is tried again. */
  | { status: "retrying"; problem: ApiProblem }
  /**
   * Others have changed the same things in different ways. Nothing is sent until the person has chosen. `problem` is what
   * the server said; null: they are in what was read since, and the draft still has its own.
   */
  | { status: "conflict"; problem: ApiProblem | null; conflicts: readonly Conflict[] }
  /** The server does not take it as it is. Tried again after the next change. */
  | { status: "refused"; problem: ApiProblem };

/** One save. Sent again as it was when its answer was lost, so that it is done once. */
export interface Attempt<Draft> {
  draft: Draft;
  /** What the server has as `version`, and what `draft` was made of. */
  saved: Draft;
  version: number;
  /** What the person said about clashes. */
  resolutions: readonly Resolution[];
  /** The newest version when they were asked: what was saved since, they have not seen. Null without answers. */
  seen: number | null;
  /** Its name: nothing else bears it. */
  key: string;
}

/** What the server has. */
export interface Stored<Draft> {
  draft: Draft;
  version: number;
}

/** A save that is done by half: what is left of it has failed, with `cause`. */
export class HalfSaved<Draft> extends Error {
  /** What is left: drafts that both have what is done, as it was saved. */
  readonly rest: Attempt<Draft>;
  /** The version with what is done. */
  readonly version: number;

  constructor(rest: Attempt<Draft>, version: number, cause: unknown) {
    super("a part of a save has failed", { cause });
    this.rest = rest;
    this.version = version;
  }
}

export interface SaverOptions<Draft> extends Stored<Draft> {
  send: (attempt: Attempt<Draft>) => Promise<Stored<Draft>>;
  /**
   * Brings what the server has into what is edited, when others have a part in it. `base` is what was sent. Answers with
   * what is now saved, in the words of the draft, and with what clashes with changes since.
   */
  take: (base: Draft, theirs: Stored<Draft>) => { saved: Draft; clashes: readonly Conflict[] };
  /** Makes of the draft what the person said about clashes that only this client knows. */
  settle: (conflicts: readonly Conflict[], resolutions: readonly Resolution[]) => void;
  isSame: (a: Draft, b: Draft) => boolean;
  newKey: () => string;
}

/** A change is sent after this pause … */
export const PAUSE_MS = 1_500;
/** … but at the latest after this time of typing without one. */
export const AT_MOST_MS = 10_000;
const RETRY_MS = 2_000;
const RETRY_AT_MOST_MS = 30_000;

export class Saver<Draft> {
  readonly #options: Omit<SaverOptions<Draft>, "draft" | "version">;
  readonly #listeners = new Set<() => void>();
  #state: SaveState = { status: "saved" };
  #draft: Draft;
  #saved: Draft;
  #version: number;
  #changedAt: number | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | null = null;
  /** The save whose answer was lost, or that is under way. */
  #attempt: Attempt<Draft> | null = null;
  #resolutions: readonly Resolution[] = [];
  #seen: number | null = null;
  #isStopped = false;

  constructor({ draft, version, ...options }: SaverOptions<Draft>) {
    this.#options = options;
    this.#draft = draft;
    this.#saved = draft;
    this.#version = version;
  }

  get state(): SaveState {
    return this.#state;
  }
  /** The version on the server that was last read or written here. */
  get version(): number {
    return this.#version;
  }
  /** Whether there is anything that the server does not have. */
  get isDirty(): boolean {
    return this.#sending !== null || this.#attempt !== null || this.#differs();
  }
  /** What the server has, in the words of the draft. */
  get saved(): Stored<Draft> {
    return { draft: this.#saved, version: this.#version };
  }
  /** The draft that is under way to the server, or whose answer was lost. */
  get sent(): Draft | null {
    return this.#attempt?.draft ?? null;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes note of the draft as it is now. */
  changed(draft: Draft): void {
    this.#draft = draft;
    if (this.#sending || this.#state.status === "conflict") return;
    this.#settle();
  }

  /** Sends what is not saved yet, without waiting for a pause. True when everything is saved. */
  async saveNow(): Promise<boolean> {
    // What was changed while a save was under way needs another one.
    for (let round = 0; round < 4; round++) {
      if (this.#sending) await this.#sending;
      else if (this.#state.status === "conflict") return false;
      else if (this.isDirty) await this.#send();
      if (!this.isDirty) return true;
      if (this.#state.status !== "changed") return false;
    }
    return !this.isDirty;
  }

  /** Does what the person said about the clashes, and saves. */
  async resolve(resolutions: readonly Resolution[]): Promise<boolean> {
    if (this.#state.status !== "conflict") return false;
    const { problem, conflicts } = this.#state;
    if (problem) {
      this.#resolutions = resolutions;
      this.#seen = problem.body.current_version ?? null;
    }
    this.#set({ status: "changed" });
    if (!problem) this.#options.settle(conflicts, resolutions);
    return this.saveNow();
  }

  /** Looks whether there is still a clash: what was changed since may have solved it. */
  async tryAgain(): Promise<boolean> {
    if (this.#state.status !== "conflict" || !this.#state.problem) return false;
    this.#set({ status: "changed" });
    return this.saveNow();
  }

  /** Saves the draft over what somebody else has saved. */
  async overwrite(theirs: Stored<Draft>): Promise<boolean> {
    if (this.#state.status !== "conflict") return false;
    this.#saved = theirs.draft;
    this.#version = theirs.version;
    this.#set({ status: "changed" });
    return this.saveNow();
  }

  /** Takes in what somebody else has saved, when nothing of one's own is waiting. */
  follow(theirs: Stored<Draft>): void {
    if (theirs.version <= this.#version || this.isDirty || this.#state.status === "conflict") return;
    this.#stored(this.#saved, theirs);
    this.#settle();
    this.#tell();
  }

  /** Goes on from what the server has, forgetting what was not saved. */
  adopt(draft: Draft, version: number): void {
    this.#cancel();
    this.#draft = draft;
    this.#saved = draft;
    this.#version = version;
    this.#failures = 0;
    this.#attempt = null;
    this.#resolutions = [];
    this.#changedAt = null;
    this.#set({ status: "saved" });
  }

  /** Goes on from a draft that was made of `base` and is not saved yet. */
  recover(draft: Draft, base: Stored<Draft>): void {
    this.#saved = base.draft;
    this.#version = base.version;
    this.changed(draft);
  }

  /** The way to the server may be there again. */
  readonly retryNow = (): void => {
    if (this.#state.status === "retrying" && !this.#sending) void this.#send();
  };

  /** Sends nothing any more. What is under way goes on. */
  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  #differs(): boolean {
    return !this.#options.isSame(this.#draft, this.#saved);
  }

  #settle(): void {
    this.#cancel();
    if (!this.isDirty) {
      this.#changedAt = null;
      this.#set({ status: "saved" });
      return;
    }
    this.#changedAt ??= Date.now();
    const isWaiting = this.#state.status === "retrying";
    const left = this.#changedAt + AT_MOST_MS - Date.now();
    const delay = isWaiting ? this.#backoff() : Math.max(0, Math.min(PAUSE_MS, left));
    if (!isWaiting) this.#set({ status: "changed" });
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#send(), delay);
  }

  #backoff(): number {
    return Math.min(RETRY_AT_MOST_MS, RETRY_MS * 2 ** Math.max(0, this.#failures - 1));
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #send(): Promise<void> {
    this.#cancel();
    this.#sending ??= this.#sendOnce().finally(() => {
      this.#sending = null;
      this.#afterSend();
    });
    return this.#sending;
  }

  async #sendOnce(): Promise<void> {
    this.#changedAt = null;
    if (this.#state.status !== "retrying") this.#set({ status: "saving" });
    this.#attempt ??= {
      draft: this.#draft,
      saved: this.#saved,
      version: this.#version,
      resolutions: this.#resolutions,
      seen: this.#resolutions.length > 0 ? this.#seen : null,
      key: this.#options.newKey(),
    };
    const attempt = this.#attempt;
    try {
      const stored = await this.#options.send(attempt);
      this.#attempt = null;
      this.#resolutions = [];
      this.#stored(attempt.draft, stored);
    } catch (error) {
      if (error instanceof HalfSaved) this.#failed(this.#restOf(attempt, error), toProblem(error.cause));
      else this.#failed(attempt, toProblem(error));
    }
  }

  /** What is left of a save: all of it where what is done clashes with what was changed since. */
  #restOf(attempt: Attempt<Draft>, { rest, version }: HalfSaved<Draft>): Attempt<Draft> {
    const { clashes } = this.#options.take(attempt.draft, { draft: rest.draft, version });
    if (clashes.length > 0) return attempt;
    this.#saved = rest.saved;
    return rest;
  }

  #stored(base: Draft, theirs: Stored<Draft>): void {
    this.#failures = 0;
    this.#state = { status: "saved" };
    const { saved, clashes } = this.#options.take(base, theirs);
    this.#saved = saved;
    this.#version = theirs.version;
    if (clashes.length > 0) this.#state = { status: "conflict", problem: null, conflicts: clashes };
  }

  #failed(attempt: Attempt<Draft>, problem: ApiProblem): void {
    this.#resolutions = [];
    const isUnknown = problem.isTransient || problem.code === "idempotency_key_in_use";
    if (isUnknown || problem.code === "idempotency_answer_lost") {
      this.#failures += 1;
      // A save that is known to be done is asked for again: what is saved already changes nothing.
      this.#attempt = isUnknown ? attempt : { ...attempt, key: this.#options.newKey() };
      this.#state = { status: "retrying", problem };
      return;
    }
    this.#attempt = null;
    const isClash = problem.code === "merge_conflict" || problem.status === 412;
    // The answers were not for all that clashes by now: it is sent without them, to be told of everything.
    if (isClash && attempt.resolutions.length > 0) {
      this.#state = { status: "changed" };
      return;
    }
    this.#state = isClash
      ? { status: "conflict", problem, conflicts: problem.body.conflicts ?? [] }
      : { status: "refused", problem };
  }

  #afterSend(): void {
    const { status } = this.#state;
    // What was refused would be refused again; a conflict is the person's to solve.
    if (status !== "refused" && status !== "conflict") this.#settle();
    this.#tell();
  }

  #set(state: SaveState): void {
    if (state.status === this.#state.status) return;
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
