/**
 * Counts the seconds of work since the last event. It runs on while the page is hidden (one works in a terminal, and
 * talks), but not while the computer sleeps: a gap between two looks that is longer than any browser's throttling.
 */
const LONGEST_GAP_MS = 5 * 60_000;

export class Stopwatch {
  #ms: number;
  #lookedAt: number | null = null;

  /** `seconds`: counted before, for instance before a reload. `now` and all times: milliseconds of one clock. */
  constructor(seconds = 0) {
    this.#ms = seconds * 1000;
  }

  get isRunning(): boolean {
    return this.#lookedAt !== null;
  }

  /** Starts, if it does not run. */
  start(now: number): void {
    this.#lookedAt ??= now;
  }

  stop(now: number): void {
    this.look(now);
    this.#lookedAt = null;
  }

  /** The whole seconds so far. */
  look(now: number): number {
    if (this.#lookedAt !== null) {
      const gap = now - this.#lookedAt;
      if (gap > 0 && gap <= LONGEST_GAP_MS) this.#ms += gap;
      this.#lookedAt = now;
    }
    return Math.floor(this.#ms / 1000);
  }

  /** The whole seconds so far, which then count no more; the rest of a second is kept for the next time. */
  take(now: number): number {
    const seconds = this.look(now);
    this.#ms -= seconds * 1000;
    return seconds;
  }
}
