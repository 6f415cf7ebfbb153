/** Which parts of the editor are shown, as this person last wanted it on this device. */
import { useState } from "react";

export type EditorView = "outline" | "canvas" | "both";
export const VIEWS: readonly EditorView[] = ["outline", "canvas", "both"];

/** Where steps are chosen. */
export type Part = "outline" | "canvas";

/** What of the two is drawn. Beside the canvas findings take the place of the outline. */
export function drawnParts(view: EditorView, hasFindings: boolean): Record<Part, boolean> {
  return { outline: view === "outline" || (view === "both" && !hasFindings), canvas: view !== "outline" };
}

const key = (user: string) => `branchbook.editor.view.${user}`;

export function readView(user: string, storage: Storage = localStorage): EditorView | null {
  try {
    const stored = storage.getItem(key(user));
    return VIEWS.find((view) => view === stored) ?? null;
  } catch {
    return null;
  }
}

function writeView(user: string, view: EditorView, storage: Storage = localStorage): void {
  try {
    storage.setItem(key(user), view);
  } catch {
    // Storage is forbidden: the choice holds until the page is left.
  }
}

/** What is shown of what is wanted where there is room for so much. On a phone the outline is what is read first. */
export function shownView(wanted: EditorView | null, room: "one" | "two" | "three"): EditorView {
  if (room === "three") return wanted ?? "both";
  if (wanted === "outline" || wanted === "canvas") return wanted;
  return room === "two" ? "canvas" : "outline";
}

export function useEditorView(user: string) {
  const [wanted, setWanted] = useState(() => readView(user));
  const choose = (view: EditorView) => {
    setWanted(view);
    writeView(user, view);
  };
  return [wanted, choose] as const;
}
