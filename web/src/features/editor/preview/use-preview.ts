import { useMemo, useState } from "react";
import type { FlowDocument, PathEntry, Person } from "@/api/types";
import type { RunAtStep } from "@/features/sessions/run/use-run";
import { findNode } from "@/flow-model/links";
import { beforeStart, type RunEvent, type RunState } from "@/flow-model/run/event";
import { pending } from "@/flow-model/run/needs";
import { isReadyToComplete, step } from "@/flow-model/run/step";
import type { Values } from "@/flow-model/variables";

interface Stand {
  state: RunState;
  secrets: Values;
  draft: string;
  ticks: readonly number[];
  before: PathEntry | null;
}

/** A run of a document as it is here, from one of its nodes. Only this page knows of it. */
export function usePreview(document: FlowDocument, from: string, actor: Person): [RunAtStep, () => void] {
  const [stand, setStand] = useState(() => begin(document, from, actor));
  const { state, secrets } = stand;

  /** Does what happens, if the engine takes it. */
  const happens = (event: RunEvent, more: Partial<Stand> = {}): boolean => {
    const next = step(document, state, event, { at: new Date().toISOString(), actor, seconds: 0 });
    if (!next) return false;
    // Several happen at once when a form has several values.
    setStand((now) => ({
      ...now,
      state:
        step(document, now.state, event, { at: new Date().toISOString(), actor, seconds: 0 }) ?? now.state,
      ...more,
    }));
    return true;
  };
  const node = useMemo(() => findNode(document, state.current_node_id), [document, state.current_node_id]);
  const run: RunAtStep = {
    document,
    session: state,
    node,
    stay: `${state.path.length} ${state.current_node_id ?? ""}`,
    values: { ...state.variables, ...secrets },
    setSecret: (name, value) => setStand((now) => ({ ...now, secrets: { ...now.secrets, [name]: value } })),
    isAtEnd: isReadyToComplete(document, state),
    mayRecord: state.status === "in_progress",
    mayAnswer: !pending(document, state).some(({ required }) => required),
    draft: stand.draft,
    setDraft: (draft) => setStand((now) => ({ ...now, draft })),
    ticks: stand.ticks,
    setTicks: (ticks) => setStand((now) => ({ ...now, ticks })),
    before: stand.before,
    move: (event) => happens(event, { ticks: [], before: null }),
    add: (event) => happens(event),
    goBack: (place) => {
      const { path, current_node_id } = state;
      const target = path[place ?? path.length - (current_node_id == null ? 1 : 2)];
      if (target) happens({ type: "went_back" }, { ticks: [], before: target });
    },
  };
  return [run, () => setStand(begin(document, from, actor))];
}

function begin(document: FlowDocument, from: string, actor: Person): Stand {
  const at = new Date().toISOString();
  const state: RunState = { ...beforeStart(actor, at), status: "in_progress" };
  const stands = step(document, state, { type: "jumped", node_id: from }, { at, actor, seconds: 0 });
  return { state: stands ?? state, secrets: {}, draft: "", ticks: [], before: null };
}
