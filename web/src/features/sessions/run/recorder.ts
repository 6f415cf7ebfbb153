/**
 * Records what a person does in a run: shown at once, sent one after another, never twice and never out of order.
 *
 * Each event carries the number of the last one before it (`expected_seq`), so that sending it again after a lost answer
 * is safe, and so that an event that another device has overtaken is refused instead of landing somewhere else. What is
 * not sent yet is kept on the device. Knows neither React nor the network: those come in by [[RecorderDoors]].
 */
import { toProblem, type ApiProblem } from "@/api/problem";
import type { FlowDocument, Person, Session } from "@/api/types";
import type { RunMove } from "@/flow-model/run/event";
import { step } from "@/flow-model/run/step";

/** An event that the server has not confirmed yet. */
export interface Pending {
  event: RunMove;
  /** The number of the event before it. */
  expected_seq: number;
  seconds: number;
  at: string;
}

export interface RecorderDoors {
  send: (pending: Pending) => Promise<Session>;
  load: () => Promise<Session>;
  /** Keeps what is not sent yet, so that it survives a reload. */
  keep: (queue: readonly Pending[]) => void;
  now: () => Date;
  /** Runs the task later; returns how to call it off. */
  later: (task: () => void, ms: number) => () => void;
}

/** The server would not record something. */
export interface Setback {
  problem: ApiProblem;
  /** What is not recorded; empty when only the place has changed, and what was done could be added to it. */
  lost: readonly RunMove[];
}

export interface Recording {
  /** With everything that was done here, sent or not. */
  session: Session;
  /** `offline`: the server was not reached; it is tried again by itself. */
  sync: "saved" | "sending" | "offline";
  /** How many events the server does not have yet. */
  waiting: number;
  setback: Setback | null;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

export class Recorder {
  /** As the server last said. */
  #confirmed: Session;
  #queue: readonly Pending[];
  #setback: Setback | null = null;
  #recording: Recording;
  #sending = false;
  #stopped = false;
  #failures = 0;
  #callOff: (() => void) | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly document: FlowDocument,
    session: Session,
    queue: readonly Pending[],
    private readonly me: Person,
    private readonly doors: RecorderDoors,
  ) {
    this.#confirmed = session;
    this.#queue = queue;
    this.#recording = this.#record();
    void this.#drain();
  }

  get recording(): Recording {
    return this.#recording;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Does it, after `seconds` of work. False where it is not possible: then nothing has happened. */
  record(event: RunMove, seconds: number): boolean {
    if (!this.#append(event, seconds)) return false;
    this.#changed();
    void this.#drain();
    return true;
  }

  /** Takes what the server says of the session meanwhile. True when it was moved on from elsewhere. */
  adopt(session: Session): boolean {
    if (this.#queue.length > 0 || session.seq < this.#confirmed.seq) return false;
    const moved = session.seq > this.#confirmed.seq;
    this.#confirmed = session;
    this.#changed();
    return moved;
  }

  /** Tries to send now, instead of at the next turn. */
  retry(): void {
    this.#callOff?.();
    this.#callOff = null;
    void this.#drain();
  }

  /** Sends nothing more. */
  stop(): void {
    this.#stopped = true;
    this.#callOff?.();
  }

  /** The person has read what could not be recorded. */
  dismissSetback(): void {
    this.#setback = null;
    this.#changed();
  }

  async #drain(): Promise<void> {
    if (this.#sending || this.#stopped) return;
    this.#sending = true;
    this.#changed();
    try {
      for (let next = this.#queue[0]; next && !this.#stopped; next = this.#queue[0])
        await this.#deliver(next);
      this.#failures = 0;
    } catch {
      this.#tryLater();
    }
    this.#sending = false;
    this.#changed();
  }

  /** Sends one event. Throws when the server was not reached; what it refuses is taken out of the queue. */
  async #deliver(next: Pending): Promise<void> {
    try {
      this.#confirm(await this.doors.send(next));
      this.#queue = this.#queue.slice(1);
    } catch (error) {
      const problem = toProblem(error);
      if (!isRefusal(problem)) throw problem;
      await this.#stepBack(problem);
    }
    this.#failures = 0;
    this.#changed();
  }

  /** The event was refused: what the server has counts, and what still makes sense on top of it is tried again. */
  async #stepBack(problem: ApiProblem): Promise<void> {
    const session = await this.doors.load();
    const overtaken = problem.code === "sequence_conflict";
    // Of what another device has overtaken, only additions are still what the person meant.
    const queue = overtaken ? this.#queue : this.#queue.slice(1);
    const lost = overtaken ? [] : this.#queue.slice(0, 1).map(({ event }) => event);
    this.#confirmed = session;
    this.#queue = [];
    for (const { event } of queue) {
      const kept = (!overtaken || isAddition(event)) && this.#append(event, 0);
      if (!kept) lost.push(event);
    }
    this.#setback = { problem, lost: [...(this.#setback?.lost ?? []), ...lost] };
  }

  #append(event: RunMove, seconds: number): boolean {
    const shown = this.#shown();
    const at = this.doors.now().toISOString();
    if (!step(this.document, shown, event, { at, actor: this.me, seconds })) return false;
    this.#queue = [...this.#queue, { event, expected_seq: shown.seq, seconds, at }];
    return true;
  }

  #confirm(session: Session): void {
    // The answer to a retry is the session as it is now; it is never older than what is known.
    if (session.seq >= this.#confirmed.seq) this.#confirmed = session;
  }

  #tryLater(): void {
    if (this.#stopped) return;
    const delay = Math.min(FIRST_RETRY_MS * 2 ** this.#failures, LAST_RETRY_MS);
    this.#failures += 1;
    this.#callOff?.();
    this.#callOff = this.doors.later(() => this.retry(), delay);
  }

  /** The confirmed session with what is still on its way. */
  #shown(): Session {
    let shown = this.#confirmed;
    for (const { event, expected_seq, seconds, at } of this.#queue) {
      // One that the server has already, because its answer was lost, is in the confirmed session.
      if (expected_seq !== shown.seq) continue;
      shown = step(this.document, shown, event, { at, actor: this.me, seconds }) ?? shown;
    }
    return shown;
  }

  #record(): Recording {
    const waiting = this.#queue.length;
    return {
      session: this.#shown(),
      sync: waiting === 0 ? "saved" : this.#failures > 0 ? "offline" : "sending",
      waiting,
      setback: this.#setback,
    };
  }

  #changed(): void {
    this.doors.keep(this.#queue);
    this.#recording = this.#record();
    for (const listener of this.#listeners) listener();
  }
}

/** Whether the server itself said no, and will say so again. Anything else on the way may pass. */
function isRefusal({ status, body }: ApiProblem): boolean {
  const passing = status === 401 || status === 408 || status === 425 || status === 429;
  return status >= 400 && status < 500 && !passing && body.code !== undefined;
}

/** What adds to the session without moving it: right wherever the run stands by now. */
function isAddition(event: RunMove): boolean {
  return (event.type === "noted" && !!event.node_id) || event.type === "custom_step_inserted";
}
