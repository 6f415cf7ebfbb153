/** A server for tests: the engine, and a way to it that can be cut. */
import { ApiProblem } from "@/api/problem";
import type { FlowDocument, Session } from "@/api/types";
import { step } from "@/flow-model/run/step";
import { MARA, Run } from "@/flow-model/run/testing";
import { Recorder, type Pending, type RecorderDoors } from "./recorder";

export function sessionOf(run: Run): Session {
  return {
    ...run.state,
    id: "s1",
    tree: { id: "t1", name: "Port", tree_type: run.document.kind, is_default: false },
    tree_id: "t1",
    tree_version: 1,
    started_by: MARA,
    permissions: { record: true, reopen: true, delete: true },
  };
}

export class FakeServer implements RecorderDoors {
  session: Session;
  /** Every event that was recorded, in order. */
  readonly log: Pending[] = [];
  /** What happens to the next requests: lost on the way there, on the way back, or refused. */
  next: ("unreached" | "unanswered" | ApiProblem)[] = [];
  kept: readonly Pending[] = [];
  #timer: { task: () => void; ms: number } | null = null;
  /** Holds answers back until it is called. */
  gate: Promise<void> = Promise.resolve();

  constructor(readonly document: FlowDocument) {
    this.session = sessionOf(new Run(document));
  }

  readonly send = async (pending: Pending): Promise<Session> => {
    await this.gate;
    const fate = this.next.shift();
    if (fate instanceof ApiProblem) throw fate;
    if (fate === "unreached") throw ApiProblem.network();
    this.#record(pending);
    if (fate === "unanswered") throw ApiProblem.network();
    return this.session;
  };

  readonly load = async (): Promise<Session> => {
    if (this.next[0] === "unreached") throw ApiProblem.network();
    return this.session;
  };

  readonly keep = (queue: readonly Pending[]): void => {
    this.kept = queue;
  };

  readonly now = () => new Date(Date.UTC(2026, 10, 4, 10));

  readonly later = (task: () => void, ms: number) => {
    this.#timer = { task, ms };
    return () => {
      this.#timer = null;
    };
  };

  /** Lets the time of the next retry come; returns how long it was waited for. */
  async ring(): Promise<number> {
    const timer = this.#timer;
    this.#timer = null;
    timer?.task();
    await settled();
    return timer?.ms ?? 0;
  }

  /** Someone does this on another device. */
  elsewhere(event: Pending["event"]): void {
    this.#record({ event, expected_seq: this.session.seq, seconds: 1, at: this.now().toISOString() });
  }

  recorder(queue: readonly Pending[] = []): Recorder {
    return new Recorder(this.document, this.session, queue, MARA, this);
  }

  #record(pending: Pending): void {
    const { event, expected_seq, seconds, at } = pending;
    if (expected_seq !== this.session.seq) {
      const stored = this.log.find((logged) => logged.expected_seq === expected_seq);
      if (stored && JSON.stringify(stored.event) === JSON.stringify(event)) return;
      throw new ApiProblem(409, { code: "sequence_conflict", current_seq: this.session.seq });
    }
    const next = step(this.document, this.session, event, { at, actor: MARA, seconds });
    if (!next) throw new ApiProblem(409, { code: "invalid_step" });
    this.session = next;
    this.log.push(pending);
  }
}

/** After everything that waits for nothing but promises. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
