import { createContext, use, useSyncExternalStore, type RefObject } from "react";
import type { Finding, NodeType } from "@/api/types";
import type { Change } from "@/flow-model/change";
import type { CanvasHandle } from "./canvas/handle";
import type { SaveState } from "./saver";
import type { EditorSession, EditorState } from "./session";
import type { Found } from "./use-find";

export interface Editor {
  flowId: string;
  session: EditorSession;
  findings: readonly Finding[];
  /** What the search in the flow has found. */
  found: Found;
  /** The canvas, while it is shown. */
  canvas: RefObject<CanvasHandle | null>;
  /** Tells a screen reader what has been done. */
  say: (text: string) => void;
  /** Says why something is not done. */
  refuse: (title: string, text: string) => void;
  /** Shows a node, and if said the part of its form that has this name. */
  show: (cursor: string, field?: string) => void;
  /** Adds a node below or beside the chosen line, whichever it allows. */
  add: (where: "below" | "beside" | "section" | "loose") => void;
  /** Adds a node of a type below what is chosen; where nothing can be there, unconnected. */
  addOf: (type: NodeType) => void;
  /** Does changes that make a node, and goes to it. */
  adopt: (changes: readonly Change[], id: string) => void;
  /** Shows the form of what is chosen, to be written in. */
  editChosen: () => void;
  /** Asks where the chosen node is to lead. */
  connect: () => void;
  /** Deletes what is chosen, after asking where more would go with it. */
  remove: () => void;
  duplicate: () => void;
  undo: () => void;
  redo: () => void;
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
