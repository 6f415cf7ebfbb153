/** Short ways to run flows in tests. */
import type { FlowDocument, Person, SessionEvent } from "@/api/types";
import { action, decision, flow, procedure, section, solution, step as procedureStep } from "../testing";
import { beforeStart, type RunEvent, type RunState } from "./event";
import { step } from "./step";

export const MARA: Person = { id: "u1", name: "Mara" };

/** The flow of the engine's own tests: a question, a loop, a solution, an answer that leads nowhere. */
export function port(): FlowDocument {
  return flow(
    decision("start", { up: "vlan", down: "reseat", odd: undefined }),
    action("reseat", "start"),
    solution("vlan"),
  );
}

export function checklist(): FlowDocument {
  return procedure(
    section("h1"),
    procedureStep("backup"),
    section("h2"),
    section("h3"),
    procedureStep("stop"),
    procedureStep("patch"),
    { id: "end", type: "procedure_end", title: "Done" },
  );
}

/** A run with its log. Each event takes ten seconds. */
export class Run {
  state: RunState;
  readonly log: SessionEvent[] = [];

  constructor(
    readonly document: FlowDocument,
    variables: Record<string, string> = {},
  ) {
    this.state = beforeStart(MARA, "2026-11-04T09:12:00Z");
    this.does({ type: "started", variables });
  }

  /** Records the event; throws when it is refused. */
  does(event: RunEvent, seconds = 10): this {
    const at = new Date(Date.UTC(2026, 10, 4, 9, 12, this.state.seq * 10)).toISOString();
    const next = step(this.document, this.state, event, { at, actor: MARA, seconds });
    if (!next) throw new Error(`refused: ${JSON.stringify(event)}`);
    this.state = next;
    const { type, ...data } = event;
    this.log.push({ seq: next.seq, type, at, actor: MARA, seconds, data });
    return this;
  }

  refuses(event: RunEvent): boolean {
    return (
      step(this.document, this.state, event, { at: this.state.started_at, actor: MARA, seconds: 1 }) === null
    );
  }

  answers(node_id: string, option_id: string, note?: string): this {
    return this.does({ type: "answered", node_id, option_id, note });
  }

  ticks(node_id: string): this {
    return this.does({ type: "completed_step", node_id, result: "done" });
  }

  get path(): string[] {
    return this.state.path.map((entry) => entry.node_id);
  }
}
