/** What the editor adds to the actions table while it is open. */
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  BoxSelect,
  ClipboardCopy,
  ClipboardPaste,
  Columns2,
  Copy,
  CornerDownRight,
  LayoutTemplate,
  Maximize,
  Network,
  Scissors,
  Search,
  Shapes,
  ZoomIn,
  ZoomOut,
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
  Waypoints,
} from "lucide-react";
import type { Action } from "@/app/actions";
import { isTyping } from "@/app/actions/keys";
import { canvas as c } from "@/app/strings/canvas";
import { editor } from "@/app/strings/editor";
import { fieldOf } from "@/flow-model/findings";
import { isOrdered } from "@/flow-model/kinds";
import { focusNextPart } from "./parts";
import { WHOLE_FLOW } from "./session";
import type { Clipboard } from "./use-clipboard";
import type { Editor } from "./use-editor";

const t = editor.actions;

export interface EditorActionsOptions {
  editor: Editor;
  publish: () => void;
  toggleFindings: () => void;
  about: () => void;
  clipboard: Pick<Clipboard, "copy" | "cut" | "paste">;
  /** Shows the outline and the focus on it. */
  toOutline: () => void;
  /** Shows the canvas and the focus on it. */
  toCanvas: () => void;
  /** Shows the next of outline, canvas, both. */
  nextView: () => void;
  find: () => void;
}

export function editorActions(options: EditorActionsOptions): Action[] {
  const { editor, publish, toggleFindings, about } = options;
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
    page({ id: "editor-outline", label: t.toOutline, icon: ListTree, keys: "o", run: options.toOutline }),
    page({
      id: "editor-next-part",
      label: t.nextPart,
      icon: Columns2,
      keys: "f6",
      run: () => focusNextPart(1),
    }),
    page({
      id: "editor-previous-part",
      label: t.previousPart,
      icon: Columns2,
      keys: "shift+f6",
      run: () => focusNextPart(-1),
    }),
    page({ id: "editor-duplicate", label: t.duplicate, icon: Copy, keys: "d", run: editor.duplicate }),
    page({
      id: "editor-remove",
      label: t.remove,
      icon: Trash2,
      keys: "delete",
      otherKeys: "backspace",
      // Pressed beside the outline and the canvas it is not meant for the step.
      takesKeys: () => isChoosing(editor),
      run: () => {
        if (!editor.canvas.current?.cutLine()) editor.remove();
      },
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
      over: "sheets",
      enabled: () => editor.findings.length > 0,
      run: () => goToFinding(editor, 1),
    }),
    page({
      id: "editor-previous-finding",
      label: t.previousFinding,
      icon: CornerDownRight,
      keys: "shift+f8",
      over: "sheets",
      enabled: () => editor.findings.length > 0,
      run: () => goToFinding(editor, -1),
    }),
    page({ id: "editor-findings", label: t.findings, icon: TriangleAlert, keys: "f", run: toggleFindings }),
    page({ id: "editor-about", label: t.aboutFlow, icon: Settings2, run: about }),
    page({
      id: "editor-undo",
      label: t.undo,
      icon: Undo2,
      keys: "mod+z",
      takesKeys: isNotDrafting,
      repeats: true,
      over: "sheets",
      run: editor.undo,
    }),
    page({
      id: "editor-redo",
      label: t.redo,
      icon: Redo2,
      keys: "mod+shift+z",
      otherKeys: "mod+y",
      takesKeys: isNotDrafting,
      repeats: true,
      over: "sheets",
      run: editor.redo,
    }),
    page({
      id: "editor-save",
      label: t.save,
      icon: Save,
      keys: "mod+s",
      // The browser would offer to save the page.
      over: "everything",
      run: () => void save(editor),
    }),
    page({ id: "editor-publish", label: t.publish, icon: Rocket, keys: "shift+p", run: publish }),
    page({
      id: "editor-find",
      label: c.actions.find,
      icon: Search,
      keys: "mod+f",
      takesKeys: isNotFinding,
      run: options.find,
    }),
    ...chosenActions(options),
    ...(ordered ? [] : canvasActions(options)),
  ];
}

/** What is done with all that is chosen. */
function chosenActions({ editor, clipboard }: EditorActionsOptions): Action[] {
  const { session } = editor;
  const enabled = () => session.state.selected.size > 0;
  // The browser's own keys: its events read and write the clipboard.
  const takesKeys = () => false;
  return [
    {
      id: "editor-select-all",
      group: "page",
      label: c.actions.selectAll,
      icon: BoxSelect,
      keys: "mod+a",
      takesKeys: () => isChoosing(editor),
      run: () => {
        const ids = session.document.nodes.map(({ id }) => id);
        session.select(ids);
        editor.say(c.said.chosen(ids.length));
      },
    },
    {
      id: "editor-copy",
      group: "page",
      label: c.actions.copy,
      icon: ClipboardCopy,
      keys: "mod+c",
      takesKeys,
      enabled,
      run: clipboard.copy,
    },
    {
      id: "editor-cut",
      group: "page",
      label: c.actions.cut,
      icon: Scissors,
      keys: "mod+x",
      takesKeys,
      enabled,
      run: clipboard.cut,
    },
    {
      id: "editor-paste",
      group: "page",
      label: c.actions.paste,
      icon: ClipboardPaste,
      keys: "mod+v",
      takesKeys,
      run: clipboard.paste,
    },
  ];
}

const NUDGES = [
  ["up", ArrowUp, { x: 0, y: -1 }],
  ["down", ArrowDown, { x: 0, y: 1 }],
  ["left", ArrowLeft, { x: -1, y: 0 }],
  ["right", ArrowRight, { x: 1, y: 0 }],
] as const;

function canvasActions({ editor, toCanvas, nextView }: EditorActionsOptions): Action[] {
  const { canvas } = editor;
  const enabled = () => canvas.current !== null;
  const takesKeys = () => canvas.current?.hasFocus() ?? false;
  const page = (action: Omit<Action, "group">): Action => ({ group: "page", ...action });
  return [
    page({ id: "editor-canvas", label: c.actions.toCanvas, icon: Network, keys: "c", run: toCanvas }),
    page({ id: "editor-view", label: c.actions.view, icon: Columns2, keys: "v", run: nextView }),
    page({ id: "editor-connect", label: c.actions.connect, icon: Spline, keys: "l", run: editor.connect }),
    ...([1, -1] as const).map((by) =>
      page({
        id: by > 0 ? "editor-next-line" : "editor-previous-line",
        label: by > 0 ? c.actions.nextLine : c.actions.previousLine,
        icon: Waypoints,
        keys: by > 0 ? "w" : "shift+w",
        otherKeys: by > 0 ? "f9" : "shift+f9",
        enabled,
        run: () => canvas.current?.walkLines(by),
      }),
    ),
    page({
      id: "editor-new",
      label: c.actions.newStep,
      icon: Shapes,
      keys: "n",
      enabled,
      run: () => canvas.current?.newStep(),
    }),
    page({
      id: "editor-arrange",
      label: c.actions.arrange,
      icon: LayoutTemplate,
      keys: "r",
      enabled,
      run: () => canvas.current?.arrange(),
    }),
    page({
      id: "canvas-in",
      label: c.actions.zoomIn,
      icon: ZoomIn,
      keys: "+",
      otherKeys: "=",
      enabled,
      run: () => canvas.current?.zoom("in"),
    }),
    page({
      id: "canvas-out",
      label: c.actions.zoomOut,
      icon: ZoomOut,
      keys: "-",
      enabled,
      run: () => canvas.current?.zoom("out"),
    }),
    page({
      id: "canvas-fit",
      label: c.actions.fit,
      icon: Maximize,
      keys: "0",
      enabled,
      run: () => canvas.current?.fit(),
    }),
    page({
      id: "canvas-zoom-to",
      label: c.actions.zoomTo,
      icon: Maximize,
      keys: "z",
      enabled,
      run: () => canvas.current?.zoomToChosen(),
    }),
    ...NUDGES.map(([way, icon, by]) =>
      page({
        id: `canvas-${way}`,
        label: c.actions.nudge[way],
        icon,
        keys: `mod+arrow${way}`,
        takesKeys,
        repeats: true,
        enabled,
        run: () => canvas.current?.nudge(by),
      }),
    ),
  ];
}

async function save({ session, say }: Editor) {
  // What hinders it says so by itself.
  if (await session.saver.saveNow()) say(t.saved);
}

/** What is written into a field that is no part of the flow is taken back there, by the browser. */
function isNotDrafting(): boolean {
  const { activeElement } = document;
  return !(
    activeElement instanceof HTMLInputElement &&
    activeElement.value &&
    "draft" in activeElement.dataset
  );
}

function edit({ session, show }: Editor) {
  show(
    session.state.cursor,
    session.state.cursor === WHOLE_FLOW ? "name" : session.line?.node ? "title" : "options",
  );
}

/** Whether the focus is where steps are chosen. */
function isChoosing({ canvas }: Editor): boolean {
  return (document.activeElement?.matches("[data-outline-tree]") || canvas.current?.hasFocus()) ?? false;
}

/** Asked for once more where one searches, it is the browser's search. */
function isNotFinding(): boolean {
  return !(isTyping(document.activeElement) && document.activeElement?.matches("[data-find]"));
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
