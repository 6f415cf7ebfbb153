/**
 * What is not saved yet, kept in this tab while it is open: after a reload, a crash or a sign-in that was needed again,
 * editing goes on from it.
 */
import type { Draft } from "@/flow-model/change";
import { saysTheSame } from "@/flow-model/sync/rebase";
import type { Stored } from "./saver";
import type { EditorSession } from "./session";

/** After a change it is written when nothing more has changed for so long. */
const PAUSE_MS = 400;

export interface Backup {
  user: string;
  draft: Draft;
  /** What the draft was made of. */
  base: Stored<Draft>;
  /** The save that was under way: it may have arrived, though nobody was there for the answer. */
  sent?: Draft | null;
}

const key = (flow: string) => `branchbook.draft.${flow}`;

/** The backup of a flow that this person has made, if it can be read. */
export function readBackup(flow: string, user: string, storage: Storage = sessionStorage): Backup | null {
  try {
    const backup = JSON.parse(storage.getItem(key(flow)) ?? "null") as Backup | null;
    if (backup?.user !== user) return null;
    const drafts = [backup.draft, backup.base.draft];
    return drafts.every(({ document }) => Array.isArray(document.nodes)) ? backup : null;
  } catch {
    return null;
  }
}

export function writeBackup(flow: string, backup: Backup, storage: Storage = sessionStorage): void {
  try {
    storage.setItem(key(flow), JSON.stringify(backup));
  } catch {
    // Storage is full or forbidden: then there is none, and leaving still asks.
  }
}

export function dropBackup(flow: string, storage: Storage = sessionStorage): void {
  try {
    storage.removeItem(key(flow));
  } catch {
    // As above.
  }
}

/** Whether a backup holds anything that `current` does not. */
export function isNews(backup: Backup | null, current: Draft): backup is Backup {
  return backup !== null && !saysTheSame(backup.draft, current);
}

/** What the draft of a backup was made of, as far as the server has it by now. */
export function baseOf({ base, sent }: Backup, newest: Stored<Draft>): Stored<Draft> {
  // One's own save is not what somebody else has done: what was typed since clashes with nothing.
  return sent && saysTheSame(sent, newest.draft) ? newest : base;
}

/**
 * Keeps a backup of what is not saved and drops it when it is: a moment after each change, and at once when the page goes
 * away or out of sight, from where a phone may not bring it back.
 */
export function keepBackup(flow: string, user: string, session: EditorSession): () => void {
  const { saver } = session;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    if (saver.isDirty) writeBackup(flow, { user, draft: session.draft, base: saver.saved, sent: saver.sent });
    else dropBackup(flow);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, PAUSE_MS);
  };
  const ifHidden = () => {
    if (document.visibilityState === "hidden") write();
  };
  const unsubscribe = [session.subscribe(soon), saver.subscribe(soon)];
  window.addEventListener("pagehide", write);
  document.addEventListener("visibilitychange", ifHidden);
  return () => {
    clearTimeout(timer);
    for (const stop of unsubscribe) stop();
    window.removeEventListener("pagehide", write);
    document.removeEventListener("visibilitychange", ifHidden);
    if (!saver.isDirty) dropBackup(flow);
  };
}
