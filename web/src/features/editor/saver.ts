/**
 * Keeps a draft saved while it is edited: a moment after the last change, never two saves at once, again after a failure
 * that may pass, and never over what somebody else has saved. Knows nothing of React nor of flows.
 */
import { toProblem, type ApiProblem } from "@/api/problem";

export type SaveState =
  | { status: "saved" }
  /** Changed; will be saved in a moment. */
  | { status: "changed" }
  | { status: "saving" }
  /** The server was not reached or had a problem of its own; it is tried again. */
  | { status: "retrying"; problem: ApiProblem }
  /** Somebody saved a newer version. Nothing is sent until the person has chosen. */
  | { status: "conflict"; problem: ApiProblem }
  /** The server does not take it as it is. Tried again after the next change. */
  | { status: "refused"; problem: ApiProblem };

export interface SaverOptions<Draft> {
  draft: Draft;
  /** The version on the server that `draft` is. */
  version: number;
  /** Saves `draft` over `version`, on which it differs from `saved`; the new version. */
  send: (draft: Draft, saved: Draft, version: number) => Promise<number>;
  /** The version on the server, if it says what `draft` says; else null. */
  confirm: (draft: Draft) => Promise<number | null>;
  isSame: (a: Draft, b: Draft) => boolean;
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
    return this.#sending !== null || this.#differs();
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
    for (let round = 0; round < 3; round++) {
      if (this.#sending) await this.#sending;
      else if (this.#state.status === "conflict") return false;
      else if (this.#differs()) await this.#send();
      if (!this.isDirty) return true;
      if (this.#state.status !== "changed") return false;
    }
    return !this.isDirty;
  }

  /** After a conflict: saves the draft over what somebody else has saved. */
  async overwrite(version: number): Promise<boolean> {
    if (this.#state.status !== "conflict") return false;
    this.#version = version;
    this.#set({ status: "changed" });
    return this.saveNow();
  }

  /** Goes on from what the server has, forgetting what was not saved. */
  adopt(draft: Draft, version: number): void {
    this.#cancel();
    this.#draft = draft;
    this.#saved = draft;
    this.#version = version;
    this.#failures = 0;
    this.#changedAt = null;
    this.#set({ status: "saved" });
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
    if (!this.#differs()) {
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
    const draft = this.#draft;
    this.#changedAt = null;
    if (this.#state.status !== "retrying") this.#set({ status: "saving" });
    try {
      this.#arrived(draft, await this.#options.send(draft, this.#saved, this.#version));
    } catch (error) {
      await this.#failed(draft, toProblem(error));
    }
  }

  #arrived(draft: Draft, version: number): void {
    this.#saved = draft;
    this.#version = version;
    this.#failures = 0;
    this.#state = { status: "saved" };
  }

  async #failed(draft: Draft, problem: ApiProblem): Promise<void> {
    if (problem.status === 412) {
      // The answer to a save may have been lost on the way: then the newer version is our own.
      const own = await this.#options.confirm(draft).catch(() => null);
      if (own !== null) this.#arrived(draft, own);
      else this.#state = { status: "conflict", problem };
      return;
    }
    this.#failures += 1;
    this.#state = { status: problem.isTransient ? "retrying" : "refused", problem };
  }

  #afterSend(): void {
    const { status } = this.#state;
    // What was refused would be refused again; a conflict is the person's to solve.
    if (status === "saved" || status === "retrying") this.#settle();
    this.#tell();
  }

  #set(state: SaveState): void {
    if (state.status === this.#state.status && !("problem" in state)) return;
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
