/**
 * What belongs to a run that is open in this tab: its recorder, its stopwatch, what the device keeps of it, its secrets.
 * A desk outlives its page, so that what is still to be sent goes on being sent while one looks at something else.
 */
import { api, auth, ok } from "@/api/client";
import type { CompleteSession, Person, Session } from "@/api/types";
import type { RunMove } from "@/flow-model/run/event";
import { forgetSessionLists, keepSession } from "../session-cache";
import type { SessionWithFlow } from "../queries";
import { RunStore, tabName } from "./device";
import { Recorder, type Pending } from "./recorder";
import { Stopwatch } from "./stopwatch";

export interface Desk {
  recorder: Recorder;
  watch: Stopwatch;
  store: RunStore;
  /** Values of secret variables: in memory only. */
  secrets: Map<string, string>;
}

/** An answer that takes longer than this is taken for lost, and asked for again. */
const GIVE_UP_MS = 20_000;

const desks = new Map<string, Desk>();

// Nothing of one person is kept for the next. What was not sent stays on the device for when they sign in again.
auth.subscribe(() => {
  if (auth.state.status !== "signed_out") return;
  for (const { recorder } of desks.values()) recorder.stop();
  desks.clear();
});

export function deskOf(session: SessionWithFlow, me: Person): Desk {
  const known = desks.get(session.id);
  if (known) {
    known.recorder.adopt(session);
    return known;
  }
  const store = new RunStore(localStorage, me.id, session.id, tabName(sessionStorage, randomName));
  const recorder = new Recorder(session.flow, session, store.loadQueue(), me, {
    send: (pending) => send(session.id, pending),
    load: () => load(session.id),
    keep: (queue) => store.keepQueue(queue),
    now: () => new Date(),
    later: (task, ms) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  });
  const place = store.loadPlace();
  const seconds = place && place.seq === recorder.recording.session.seq ? place.seconds : 0;
  const desk = { recorder, store, watch: new Stopwatch(seconds), secrets: new Map<string, string>() };
  desks.set(session.id, desk);
  return desk;
}

async function send(id: string, { event, expected_seq, seconds }: Pending): Promise<Session> {
  const options = { params: { path: { id } }, signal: AbortSignal.timeout(GIVE_UP_MS) };
  const session = await ok(
    event.type === "completed"
      ? api.POST("/api/v1/sessions/{id}/complete", {
          ...options,
          body: completion(event, expected_seq, seconds),
        })
      : api.POST("/api/v1/sessions/{id}/events", { ...options, body: { ...event, expected_seq, seconds } }),
  );
  keepSession(session);
  if (event.type === "completed") forgetSessionLists();
  return session;
}

function completion(
  { outcome, outcome_notes, next_steps }: Extract<RunMove, { type: "completed" }>,
  expected_seq: number,
  seconds: number,
): CompleteSession {
  return { outcome, outcome_notes, next_steps, expected_seq, seconds };
}

async function load(id: string): Promise<Session> {
  const session = await ok(
    api.GET("/api/v1/sessions/{id}", {
      params: { path: { id } },
      signal: AbortSignal.timeout(GIVE_UP_MS),
    }),
  );
  keepSession(session);
  return session;
}

/** Browsers give UUIDs only to pages that were loaded securely. */
function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16)).join("");
}
