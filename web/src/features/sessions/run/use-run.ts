import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { FlowDocument, FlowNode, PathEntry, Person, Session } from "@/api/types";
import type { RunMove, RunState } from "@/flow-model/run/event";
import { pending as pendingVariables } from "@/flow-model/run/needs";
import { isReadyToComplete } from "@/flow-model/run/step";
import { findNode } from "@/flow-model/links";
import type { Values } from "@/flow-model/variables";
import type { SessionWithFlow } from "../queries";
import { deskOf, type Desk } from "./desk";
import type { Recording } from "./recorder";

/** After a move the page is another one: a second click or press that was meant for the one before is let go by. */
const SECOND_PRESS_MS = 350;
const KEEP_PLACE_MS = 5_000;

/** A run where it stands: what the view of a step shows, and what it records. */
export interface RunAtStep {
  document: FlowDocument;
  session: RunState;
  /** Where the run stands; absent when the flow has nothing more to ask. */
  node: FlowNode | undefined;
  /** The same for as long as the run stands there, and another for the next stay at the same node. */
  stay: string;
  /** Of all variables, secret ones too. */
  values: Values;
  setSecret: (name: string, value: string) => void;
  /** Nothing more is asked: what is left is to complete. */
  isAtEnd: boolean;
  /** This person may record. */
  mayRecord: boolean;
  /** Nothing that the step needs is missing. */
  mayAnswer: boolean;
  draft: string;
  setDraft: (text: string) => void;
  ticks: readonly number[];
  setTicks: (ticks: number[]) => void;
  /** What was answered here before going back. */
  before: PathEntry | null;
  /**
   * Records what moves the run; false when it is not possible, or only the echo of a press. With the key that was pressed
   * only the same key is an echo: whoever knows the flow types ahead.
   */
  move: (event: RunMove, key?: string) => boolean;
  /** Records what leaves the run where it is. */
  add: (event: RunMove) => boolean;
  /** To an entry of the path; without one, a step back. */
  goBack: (place?: number, key?: string) => void;
}

/** A run that is open, as its page sees it. */
export interface Run extends RunAtStep {
  session: Session;
  recording: Recording;
  desk: Desk;
}

export function useRun(loaded: SessionWithFlow, me: Person): Run {
  const [desk] = useState(() => deskOf(loaded, me));
  const { recorder, watch, store, secrets } = desk;
  const recording = useSyncExternalStore(recorder.subscribe, () => recorder.recording);
  const { session } = recording;
  const { document } = recorder;
  const stay = `${session.path.length} ${session.current_node_id ?? ""}`;

  const [secretValues, setSecretValues] = useState<Values>(() => Object.fromEntries(secrets));
  const [draft, setDraft] = useState(() => store.loadPlace()?.draft ?? "");
  const [ticked, setTicked] = useState<{ stay: string; ticks: number[] }>(() => {
    const place = store.loadPlace();
    return { stay, ticks: place?.seq === session.seq ? place.ticks : [] };
  });
  const [before, setBefore] = useState<{ stay: string; entry: PathEntry } | null>(null);
  const moved = useRef<{ at: number; key?: string }>({ at: -SECOND_PRESS_MS });
  const ticks = ticked.stay === stay ? ticked.ticks : NO_TICKS;

  const isWorking = session.status === "in_progress" && !session.paused && session.permissions.record;
  useEffect(() => {
    if (!isWorking) return;
    watch.start(performance.now());
    return () => watch.stop(performance.now());
  }, [isWorking, watch]);
  useKeepPlace(desk, { seq: session.seq, ticks, draft }, session.status);

  const add = useCallback(
    (event: RunMove): boolean => {
      const seconds = watch.look(performance.now());
      if (!recorder.record(event, seconds)) return false;
      watch.take(performance.now());
      return true;
    },
    [recorder, watch],
  );
  const move = useCallback(
    (event: RunMove, key?: string): boolean => {
      const now = performance.now();
      const { at, key: before } = moved.current;
      const isMeant = key !== undefined && before !== undefined && key !== before;
      if ((now - at < SECOND_PRESS_MS && !isMeant) || !add(event)) return false;
      moved.current = { at: now, key };
      return true;
    },
    [add],
  );
  const goBack = useCallback(
    (place?: number, key?: string) => {
      const { path, current_node_id } = recorder.recording.session;
      const latest = path.length - (current_node_id == null ? 1 : 2);
      const target = path[place ?? latest];
      if (!target) return;
      if (place === undefined) {
        if (!move({ type: "went_back" }, key)) return;
      } else {
        // By name one goes back to the latest visit of a node: to an earlier one, through those after it.
        const visits = path.slice(place, latest + 1).filter(({ node_id }) => node_id === target.node_id);
        for (const { node_id } of visits) add({ type: "went_back", to_node_id: node_id });
      }
      const now = recorder.recording.session;
      setBefore({ stay: `${now.path.length} ${now.current_node_id ?? ""}`, entry: target });
      setDraft((draft) => draft || (target.note ?? ""));
    },
    [add, move, recorder],
  );

  return {
    document,
    session,
    node: useMemo(() => findNode(document, session.current_node_id), [document, session.current_node_id]),
    stay,
    recording,
    desk,
    values: useMemo(() => ({ ...session.variables, ...secretValues }), [session.variables, secretValues]),
    setSecret: (name, value) => {
      secrets.set(name, value);
      setSecretValues(Object.fromEntries(secrets));
    },
    isAtEnd: isReadyToComplete(document, session),
    mayRecord: session.permissions.record && session.status === "in_progress",
    mayAnswer: !pendingVariables(document, session).some((variable) => variable.required),
    draft,
    setDraft,
    ticks,
    setTicks: (ticks) => setTicked({ stay, ticks }),
    before: before?.stay === stay ? before.entry : null,
    move,
    add,
    goBack,
  };
}

const NO_TICKS: number[] = [];

/** Keeps on the device where the person is in the step, so that a reload resumes there. */
function useKeepPlace(
  { store, watch }: Desk,
  place: { seq: number; ticks: readonly number[]; draft: string },
  status: Session["status"],
): void {
  const { seq, ticks, draft } = place;
  useEffect(() => {
    if (status !== "in_progress") {
      store.dropPlace();
      return;
    }
    const keep = () =>
      store.keepPlace({ seq, ticks: [...ticks], draft, seconds: watch.look(performance.now()) });
    keep();
    const timer = setInterval(keep, KEEP_PLACE_MS);
    window.addEventListener("pagehide", keep);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", keep);
    };
  }, [store, watch, seq, ticks, draft, status]);
}
