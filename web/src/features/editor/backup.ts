/**
 * What is not saved yet, kept in this tab while it is open: after a reload, a crash or a sign-in that was needed again,
 * editing goes on from it.
 */
import type { Draft } from "@/flow-model/change";
import { saysTheSame } from "@/flow-model/sync/rebase";
import type { Stored } from "./saver";

export interface Backup {
  user: string;
  draft: Draft;
  /** What the draft was made of. */
  base: Stored<Draft>;
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
