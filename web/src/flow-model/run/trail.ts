/**
 * A session's log as a story: the stays at nodes in the order in which they happened, with what going back has undone.
 * The same telling as the server's reports (crates/domain, export/telling.rs).
 */
import type {
  FlowDocument,
  FlowNode,
  NodeType,
  Outcome,
  Person,
  SessionEvent,
  StepResult,
} from "@/api/types";
import { nodesById } from "../links";
import type { RunEvent } from "./event";
import { after, first, landing } from "./walk";

export interface Remark {
  text: string;
  by: Person;
  at: string;
}

/** A stay at a node. */
export interface Visit {
  kind: "visit";
  /** The number of the event that led here: unique. */
  seq: number;
  node_id: string;
  node_type: NodeType;
  /** Variables not filled in. */
  title: string;
  /** The words of the chosen option, variables not filled in. */
  answer?: string;
  result?: StepResult;
  note?: string;
  notes: Remark[];
  /** The ids of the custom steps that were added here. */
  customSteps: string[];
  /** Who answered, or else who came here. */
  by: Person;
  at: string;
  /** Absent: the session is here. */
  leftAt?: string;
  /** Seconds of work, this time. */
  seconds: number;
  /** Whether going back undid it. */
  undone: boolean;
}

/** Something that happened between the stays. */
export interface Mark {
  kind: "mark";
  seq: number;
  what: "went_back" | "jumped" | "paused" | "resumed" | "handed_over" | "completed" | "reopened" | "other";
  /** The title of the node, for `went_back` and `jumped`; the event's type for `other`. */
  detail?: string;
  outcome?: Outcome;
  by: Person;
  at: string;
}

export interface Trail {
  scenes: (Visit | Mark)[];
  /** Notes about no step of the trail. */
  notes: Remark[];
  /** The ids of custom steps that belong to no step of the trail. */
  customSteps: string[];
}

export function trailOf(document: FlowDocument, events: readonly SessionEvent[]): Trail {
  const teller = new Teller(document);
  for (const event of events) teller.hear(event);
  return teller.trail;
}

/** Follows the log with a stack of visits: the server has checked every event of it, so nothing is checked again. */
class Teller {
  readonly trail: Trail = { scenes: [], notes: [], customSteps: [] };
  readonly #nodes;
  /** The visit of each entry of the path as it stands. */
  readonly #standing: Visit[] = [];
  /** Where the session is; undefined before its start and after its end. */
  #here: Visit | undefined;
  /** The latest visit of each node. */
  readonly #latest = new Map<string, Visit>();

  constructor(private readonly document: FlowDocument) {
    this.#nodes = nodesById(document);
  }

  hear(logged: SessionEvent): void {
    const { at, actor } = logged;
    // The types that this version knows; others are in the `default` below.
    const event = { ...logged.data, type: logged.type } as RunEvent;
    if (this.#here && countsAsWork(event)) this.#here.seconds += logged.seconds;
    switch (event.type) {
      case "started":
        this.#enter(logged, first(this.document));
        break;
      case "answered": {
        const node = this.#nodes.get(event.node_id);
        const option = node?.options?.find(({ id }) => id === event.option_id);
        this.#settle(logged, { answer: option?.label || event.option_id, note: event.note });
        this.#enter(logged, node && after(this.document, node, option?.to));
        break;
      }
      case "completed_step": {
        const node = this.#nodes.get(event.node_id);
        this.#settle(logged, { result: event.result, note: event.note });
        this.#enter(logged, node && after(this.document, node, node.next));
        break;
      }
      case "jumped": {
        const node = landing(this.document, event.node_id);
        if (this.#here) this.#here.leftAt = at;
        this.#mark(logged, "jumped", { detail: titleOf(node) });
        this.#enter(logged, node);
        break;
      }
      case "went_back":
        this.#goBack(logged, event.to_node_id);
        break;
      case "noted": {
        const about = this.#latest.get(event.node_id ?? this.#here?.node_id ?? "");
        (about?.notes ?? this.trail.notes).push({ text: event.note, by: actor, at });
        break;
      }
      case "custom_step_inserted": {
        const place = event.inserted_after_node_id ?? (this.#here ?? this.#standing.at(-1))?.node_id;
        const about = this.#latest.get(place ?? "");
        (about?.customSteps ?? this.trail.customSteps).push(`custom-${logged.seq}`);
        break;
      }
      case "custom_step_done":
      case "variable_set":
        break;
      case "completed":
        this.#mark(logged, "completed", { outcome: event.outcome });
        break;
      case "paused":
      case "resumed":
      case "reopened":
      case "handed_over":
        this.#mark(logged, event.type);
        break;
      default:
        this.#mark(logged, "other", { detail: logged.type });
    }
  }

  #goBack(logged: SessionEvent, to: string | null | undefined): void {
    const earlier = this.#standing.length - (this.#here ? 1 : 0);
    const place =
      to == null
        ? earlier - 1
        : this.#standing.findLastIndex(({ node_id }, place) => place < earlier && node_id === to);
    const target = this.#standing[place];
    if (!target) return;
    for (const visit of this.#standing.splice(place)) {
      visit.undone = true;
      visit.leftAt ??= logged.at;
    }
    this.#mark(logged, "went_back", { detail: target.title });
    this.#enter(logged, this.#nodes.get(target.node_id));
  }

  /** Writes into the visit that is left what came of it. */
  #settle(
    { actor, at }: SessionEvent,
    outcome: { answer?: string; result?: StepResult; note?: string | null },
  ) {
    if (!this.#here) return;
    const { answer, result, note } = outcome;
    Object.assign(this.#here, {
      answer,
      result,
      note: note?.trim() ? note : undefined,
      leftAt: at,
      by: actor,
    });
  }

  #enter({ seq, actor, at }: SessionEvent, node: FlowNode | undefined): void {
    this.#here = node && {
      kind: "visit",
      seq,
      node_id: node.id,
      node_type: node.type,
      title: titleOf(node),
      notes: [],
      customSteps: [],
      by: actor,
      at,
      seconds: 0,
      undone: false,
    };
    if (!this.#here) return;
    this.#standing.push(this.#here);
    this.#latest.set(this.#here.node_id, this.#here);
    this.trail.scenes.push(this.#here);
  }

  #mark(
    { seq, actor, at }: SessionEvent,
    what: Mark["what"],
    more: Pick<Mark, "detail" | "outcome"> = {},
  ): void {
    this.trail.scenes.push({ kind: "mark", seq, what, ...more, by: actor, at });
  }
}

/** The seconds before these were nobody's work. */
function countsAsWork({ type }: RunEvent): boolean {
  return type !== "started" && type !== "resumed" && type !== "reopened";
}

function titleOf(node: FlowNode | undefined): string {
  return node?.title || (node?.id ?? "");
}
