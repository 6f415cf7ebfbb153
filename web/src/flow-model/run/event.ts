import type { CompleteSession, Person, RecordEvent, Session } from "@/api/types";

type WithoutEnvelope<Event> = Event extends unknown ? Omit<Event, "expected_seq" | "seconds"> : never;

/** What a person does in a run: what the API records, and completing, which has an address of its own. */
export type RunMove =
  WithoutEnvelope<RecordEvent> | ({ type: "completed" } & Omit<CompleteSession, "expected_seq" | "seconds">);

/** All that a log holds. */
export type RunEvent =
  RunMove | { type: "reopened" } | { type: "started"; variables?: Record<string, string> };

/** When it happened, who did it, and how many seconds of work it ended. */
export interface Happening {
  at: string;
  actor: Person;
  seconds: number;
}

/** The part of a session that its events make. */
export type RunState = Pick<
  Session,
  | "status"
  | "user"
  | "current_node_id"
  | "seq"
  | "path"
  | "variables"
  | "pending_variables"
  | "custom_steps"
  | "notes"
  | "outcome"
  | "outcome_notes"
  | "next_steps"
  | "started_at"
  | "completed_at"
  | "paused"
  | "active_seconds"
  | "progress"
>;

/** A session before its first event. */
export function beforeStart(user: Person, at: string): RunState {
  return {
    status: "prepared",
    user,
    current_node_id: null,
    seq: 0,
    path: [],
    variables: {},
    pending_variables: [],
    custom_steps: [],
    notes: [],
    outcome: null,
    outcome_notes: "",
    next_steps: "",
    started_at: at,
    completed_at: null,
    paused: false,
    active_seconds: 0,
    progress: null,
  };
}
