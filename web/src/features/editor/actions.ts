/** What the editor adds to the actions table while it is open. */
import {
  ArrowDown,
  ArrowUp,
  Copy,
  CornerDownRight,
  ListTree,
  Pencil,
  Play,
  Plus,
  Redo2,
  Rocket,
  Save,
  Settings2,
  Spline,
  Trash2,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import type { Action } from "@/app/actions";
import { editor } from "@/app/strings/editor";
import { fieldOf } from "@/flow-model/findings";
import { isOrdered } from "@/flow-model/kinds";
import { WHOLE_FLOW } from "./session";
import type { Editor } from "./use-editor";

const t = editor.actions;

export interface EditorActionsOptions {
  editor: Editor;
  publish: () => void;
  toggleFindings: () => void;
  about: () => void;
}

export function editorActions({ editor, publish, toggleFindings, about }: EditorActionsOptions): Action[] {
  const { session } = editor;
  const page = (action: Omit<Action, "group">): Action => ({ group: "page", ...action });
  const ordered = isOrdered(session.document.kind);
  return [
    page({ id: "editor-add", label: t.addBelow, icon: Plus, keys: "a", run: () => editor.add("below") }),
    page({
      id: "editor-add-beside",
      label: ordered ? t.addSection : t.addAnswer,
      icon: Spline,
      keys: "shift+a",
      enabled: () => session.document.kind !== "impact",
      run: () => editor.add(ordered ? "section" : "beside"),
    }),
    page({ id: "editor-edit", label: t.edit, icon: Pencil, keys: "e", run: () => edit(editor) }),
    page({ id: "editor-outline", label: t.toOutline, icon: ListTree, keys: "o", run: focusOutline }),
    page({ id: "editor-duplicate", label: t.duplicate, icon: Copy, keys: "d", run: editor.duplicate }),
    page({
      id: "editor-remove",
      label: t.remove,
      icon: Trash2,
      keys: "delete",
      otherKeys: "backspace",
      // Pressed beside the outline it is not meant for the step.
      run: () => isOutlineFocused() && editor.remove(),
    }),
    page({
      id: "editor-up",
      label: t.moveUp,
      icon: ArrowUp,
      keys: "alt+arrowup",
      run: () => editor.move("up"),
    }),
    page({
      id: "editor-down",
      label: t.moveDown,
      icon: ArrowDown,
      keys: "alt+arrowdown",
      run: () => editor.move("down"),
    }),
    page({
      id: "editor-try",
      label: t.tryFrom,
      icon: Play,
      keys: "p",
      enabled: () => session.document.kind !== "impact" && session.document.nodes.length > 0,
      run: () => editor.tryFrom(),
    }),
    page({
      id: "editor-next-finding",
      label: t.nextFinding,
      icon: CornerDownRight,
      keys: "f8",
      enabled: () => editor.findings.length > 0,
      run: () => goToFinding(editor, 1),
    }),
    page({
      id: "editor-previous-finding",
      label: t.previousFinding,
      icon: CornerDownRight,
      keys: "shift+f8",
      enabled: () => editor.findings.length > 0,
      run: () => goToFinding(editor, -1),
    }),
    page({ id: "editor-findings", label: t.findings, icon: TriangleAlert, keys: "f", run: toggleFindings }),
    page({ id: "editor-about", label: t.aboutFlow, icon: Settings2, run: about }),
    page({ id: "editor-undo", label: t.undo, icon: Undo2, keys: "mod+z", run: () => void session.undo() }),
    page({
      id: "editor-redo",
      label: t.redo,
      icon: Redo2,
      keys: "mod+shift+z",
      otherKeys: "mod+y",
      run: () => void session.redo(),
    }),
    page({
      id: "editor-save",
      label: t.save,
      icon: Save,
      keys: "mod+s",
      run: () => void session.saver.saveNow(),
    }),
    page({ id: "editor-publish", label: t.publish, icon: Rocket, keys: "shift+p", run: publish }),
  ];
}

function edit({ session, show }: Editor) {
  show(
    session.state.cursor,
    session.state.cursor === WHOLE_FLOW ? "name" : session.line?.node ? "title" : "options",
  );
}

export function focusOutline(): void {
  document.querySelector<HTMLElement>("[data-outline-tree]")?.focus();
}

function isOutlineFocused(): boolean {
  return document.activeElement?.matches("[data-outline-tree]") ?? false;
}

/** Findings in the order of the list, round and round. */
function goToFinding({ session, findings, show }: Editor, by: 1 | -1): void {
  const nodes = session.document.nodes;
  const cursor = session.node?.id ?? WHOLE_FLOW;
  const at = (node: string | null | undefined) => node ?? WHOLE_FLOW;
  const here =
    by > 0
      ? findings.findLastIndex(({ node_id }) => at(node_id) === cursor)
      : findings.findIndex(({ node_id }) => at(node_id) === cursor);
  const next = findings.at((here + by + findings.length) % findings.length);
  if (!next) return;
  show(
    at(next.node_id),
    fieldOf(
      next,
      nodes.find(({ id }) => id === next.node_id),
    ),
  );
}
