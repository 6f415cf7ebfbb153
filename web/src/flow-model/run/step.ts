/**
 * A run's next state after one more event: the moves of the server's engine (crates/domain, run), so that a page can
 * show an answer before the server has it. The server stays the judge: what it answers replaces what is made here.
 */
import type { CustomStep, FlowDocument, FlowNode, PathEntry } from "@/api/types";
import { isOrdered } from "../kinds";
import { findNode } from "../links";
import type { Happening, RunEvent, RunState } from "./event";
import { checkedValue, pending } from "./needs";
import { after, first, isEnd, isSettled, isStep, landing } from "./walk";

const MOST_SECONDS = 86_400;
const LONGEST_TITLE = 200;

/** The state after the event, or null where the engine would refuse it. `state` itself is never changed. */
export function step<State extends RunState>(
  document: FlowDocument,
  state: State,
  event: RunEvent,
  { at, actor, seconds }: Happening,
): State | null {
  if (!isAdmitted(state, event)) return null;
  const changes = happen(document, state, event, at, actor);
  if (!changes) return null;
  const next: State = { ...state, ...changes, seq: state.seq + 1 };
  countSeconds(state, next, event, seconds);
  next.pending_variables = pending(document, next).map(({ name }) => name);
  next.progress = progressOf(document, next);
  return next;
}

/** Whether the flow has nothing more to ask, so that completing is what is left to do. */
export function isReadyToComplete(document: FlowDocument, state: RunState): boolean {
  if (state.status !== "in_progress") return false;
  const node = findNode(document, state.current_node_id);
  return !node || isEnd(node.type);
}

/** How many answers and results the path holds. */
export function stepsTaken(path: readonly PathEntry[]): number {
  return path.filter(isSettled).length;
}

/** How many of the steps are dealt with, if the flow is a checklist. */
export function progressOf(document: FlowDocument, { path }: Pick<RunState, "path">): RunState["progress"] {
  if (!isOrdered(document.kind)) return null;
  const settled = new Set(path.filter(isSettled).map((entry) => entry.node_id));
  const steps = document.nodes.filter((node) => isStep(node.type));
  return { done: steps.filter(({ id }) => settled.has(id)).length, total: steps.length };
}

function isAdmitted(state: RunState, event: RunEvent): boolean {
  if (event.type === "started") return state.status === "prepared";
  if (event.type === "reopened") return state.status === "completed" || state.status === "abandoned";
  return state.status === "in_progress";
}

type Changes = Partial<RunState> | null;

function happen(
  document: FlowDocument,
  state: RunState,
  event: RunEvent,
  at: string,
  actor: Happening["actor"],
): Changes {
  switch (event.type) {
    case "started": {
      const node = first(document);
      if (!node) return null;
      const begun = { status: "in_progress" as const, started_at: at, variables: event.variables ?? {} };
      return { ...begun, ...arrive(state.path, node, at) };
    }
    case "answered": {
      const node = currentNode(document, state, event.node_id);
      const option = node?.options?.find(({ id }) => id === event.option_id);
      if (node?.type !== "decision" || !option || !mayMoveOn(document, state)) return null;
      const settled = {
        option_id: option.id,
        option_label: clipped(option.label),
        note: event.note?.trim() ? event.note : null,
      };
      return arrive(left(state.path, at, settled), after(document, node, option.to), at);
    }
    case "completed_step": {
      const node = currentNode(document, state, event.node_id);
      if (!node || node.type === "decision" || isEnd(node.type) || !mayMoveOn(document, state)) return null;
      const settled = { result: event.result, note: event.note?.trim() ? event.note : null };
      return arrive(left(state.path, at, settled), after(document, node, node.next), at);
    }
    case "went_back":
      return goBack(state, event.to_node_id);
    case "jumped": {
      const node = landing(document, event.node_id);
      if (!node || node.id === state.current_node_id) return null;
      return arrive(left(state.path, at, {}), node, at);
    }
    case "noted": {
      if (event.note.trim() === "" || (event.node_id && !findNode(document, event.node_id))) return null;
      const note = { text: event.note, node_id: event.node_id ?? state.current_node_id, at, actor };
      return { notes: [...state.notes, note] };
    }
    case "variable_set": {
      const declared = document.intake?.find(({ name }) => name === event.name);
      const value = checkedValue(declared, event.value);
      return value === null ? null : { variables: { ...state.variables, [event.name]: value } };
    }
    case "custom_step_inserted":
      return { custom_steps: [...state.custom_steps, inserted(state, event, at)] };
    case "custom_step_done":
      return finishCustomStep(state, event.custom_step_id, event.note);
    case "paused":
      return state.paused ? null : { paused: true };
    case "resumed":
      return state.paused ? { paused: false } : null;
    case "completed":
      return {
        status: "completed",
        outcome: event.outcome,
        outcome_notes: event.outcome_notes ?? state.outcome_notes,
        next_steps: event.next_steps ?? state.next_steps,
        completed_at: at,
        paused: false,
      };
    case "reopened":
      return { status: "in_progress", outcome: null, completed_at: null };
    case "handed_over":
      // Only the server knows the other person's name; until it says it, nothing that is shown changes.
      return {};
  }
}

/** The current node, if it is the one that the event names. */
function currentNode(document: FlowDocument, state: RunState, named: string): FlowNode | undefined {
  return state.current_node_id === named ? findNode(document, named) : undefined;
}

/** Deferred variables that are required have to be answered at the node that uses them. */
function mayMoveOn(document: FlowDocument, state: RunState): boolean {
  return !pending(document, state).some((variable) => variable.required);
}

function left(path: readonly PathEntry[], at: string, settled: Partial<PathEntry>): PathEntry[] {
  const last = path.at(-1);
  return last && last.left_at == null
    ? [...path.slice(0, -1), { ...last, ...settled, left_at: at }]
    : [...path];
}

function arrive(path: PathEntry[], node: FlowNode | undefined, at: string): Changes {
  if (!node) return { path, current_node_id: null, paused: false };
  const entry: PathEntry = {
    node_id: node.id,
    title: clipped(node.title),
    node_type: node.type,
    entered_at: at,
    left_at: null,
    seconds: 0,
  };
  return { path: [...path, entry], current_node_id: node.id, paused: false };
}

/** The entry that is gone back to is reopened: its answer and note are taken back, its seconds stay. */
function goBack({ path, current_node_id }: RunState, to: string | null | undefined): Changes {
  const earlier = current_node_id == null ? path : path.slice(0, -1);
  const place =
    to == null ? earlier.length - 1 : earlier.findLastIndex((candidate) => candidate.node_id === to);
  const entry = earlier[place];
  if (!entry) return null;
  const { node_id, title, node_type, entered_at, seconds } = entry;
  const reopened = { node_id, title, node_type, entered_at, left_at: null, seconds };
  return { path: [...path.slice(0, place), reopened], current_node_id: node_id, paused: false };
}

function inserted(
  state: RunState,
  event: Extract<RunEvent, { type: "custom_step_inserted" }>,
  at: string,
): CustomStep {
  return {
    ...event.step,
    // As the engine names it: by the number of the event.
    id: `custom-${state.seq + 1}`,
    notes: event.step.notes ?? "",
    source: "ad-hoc",
    inserted_at: at,
    inserted_after_node_id:
      event.inserted_after_node_id ?? state.current_node_id ?? state.path.at(-1)?.node_id ?? null,
    done: false,
  };
}

function finishCustomStep({ custom_steps }: RunState, id: string, note: string | null | undefined): Changes {
  const found = custom_steps.find((candidate) => candidate.id === id);
  if (!found || found.done) return null;
  const notes = [found.notes, note?.trim() ? note : ""].filter(Boolean).join("\n");
  return {
    custom_steps: custom_steps.map((other) => (other === found ? { ...other, notes, done: true } : other)),
  };
}

/** The seconds since the last event belong to the node that was current then, unless nobody was working. */
function countSeconds(before: RunState, next: RunState, event: RunEvent, seconds: number): void {
  if (event.type === "started" || event.type === "resumed" || event.type === "reopened") return;
  const worked = Math.min(Math.max(0, Math.round(seconds)), MOST_SECONDS);
  next.active_seconds = before.active_seconds + worked;
  if (before.current_node_id == null) return;
  const place = before.path.length - 1;
  const entry = next.path[place];
  if (entry) next.path = next.path.with(place, { ...entry, seconds: entry.seconds + worked });
}

function clipped(text: string): string {
  const letters = [...text];
  return letters.length <= LONGEST_TITLE ? text : `${letters.slice(0, LONGEST_TITLE - 1).join("")}…`;
}
