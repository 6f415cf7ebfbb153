import { createContext, use, useSyncExternalStore } from "react";
import type { Finding } from "@/api/types";
import type { SaveState } from "./saver";
import type { EditorSession, EditorState } from "./session";

export interface Editor {
  flowId: string;
  session: EditorSession;
  findings: readonly Finding[];
  /** Shows a node, and if said the part of its form that has this name. */
  show: (cursor: string, field?: string) => void;
  /** Adds a node below or beside the chosen line, whichever it allows. */
  add: (where: "below" | "beside" | "section" | "loose") => void;
  /** Deletes what the chosen line is about, after asking where more would go with it. */
  remove: () => void;
  duplicate: () => void;
  move: (direction: "up" | "down") => void;
  /** Runs the draft from a node, for looking at it only; without one, from where the cursor is, or from the start. */
  tryFrom: (id?: string) => void;
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = use(EditorContext);
  if (!editor) throw new Error("useEditor is for parts of the editor's page");
  return editor;
}

/** The state of the sitting, kept up to date. */
export function useEditorState(session: EditorSession): EditorState {
  return useSyncExternalStore(session.subscribe, () => session.state);
}

export function useSaveState(session: EditorSession): SaveState {
  return useSyncExternalStore(session.saver.subscribe, () => session.saver.state);
}
