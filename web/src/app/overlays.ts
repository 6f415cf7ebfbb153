/** The dialogs that can be opened from anywhere. The shell shows the one that is open. */
import { useSyncExternalStore } from "react";

export type Overlay =
  | { name: "palette" }
  | { name: "shortcuts" }
  | { name: "new-flow" }
  | { name: "new-organization" }
  /** Says what publishing a flow changes, and publishes it. */
  | { name: "publish"; flowId: string }
  | { name: "fork"; flow: Forkable }
  /** Forks every flow of a category; asks which if none is named. */
  | { name: "fork-category"; category?: string }
  /** Starts a session: at once, or after asking for what the flow's intake declares. */
  | { name: "start-run"; treeId: string; treeName: string }
  /** Files and pictures of a flow, as it is or as it was in an older version. */
  | { name: "export"; treeId: string; treeName: string; version?: number }
  /** `text`: what was dropped or pasted; `fileName` helps to tell its format. */
  | { name: "import"; text?: string; fileName?: string };

/** What the fork dialog has to know of a flow. */
export interface Forkable {
  id: string;
  name: string;
}

let current: Overlay | null = null;
const listeners = new Set<() => void>();

function set(overlay: Overlay | null) {
  current = overlay;
  for (const listener of listeners) listener();
}

export const overlays = {
  open: (overlay: Overlay) => set(overlay),
  close: () => set(null),
};

export function useOverlay(): Overlay | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
