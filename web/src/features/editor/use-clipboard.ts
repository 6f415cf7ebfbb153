import { useCallback, useEffect, useRef, useState } from "react";
import { canvas } from "@/app/strings/canvas";
import { clipOf, paste, readClip, writeClip, type Clip } from "@/flow-model/clip";
import { isTyping } from "@/app/actions/keys";
import { holdsSteps } from "@/features/import/detect";
import { isOrdered } from "@/flow-model/kinds";
import { copyText } from "@/ui/clipboard";
import { toast } from "@/ui/toast";
import { chosenSteps } from "./commands";
import type { Editor } from "./use-editor";

const t = canvas.paste;
/** So far from what was copied a copy lies. */
const BESIDE = 40;

/** The chosen steps for the clipboard; null when none are chosen, which is said where it is an answer. */
function chosenClip({ session, canvas, refuse }: Editor): Clip | null {
  const steps = chosenSteps(session);
  if (steps.size > 0) return clipOf(session.document, steps, canvas.current?.places());
  if (session.line) refuse(t.noAnswer, t.noAnswerText);
  return null;
}

/** Pastes what a text holds, if it holds copied steps. */
function pasteSteps(editor: Editor, text: string): boolean {
  const clip = readClip(text);
  if (!clip) return false;
  const { session } = editor;
  const { document } = session;
  const done = paste(document, clip, {
    after: session.node?.id,
    by: isOrdered(document.kind) ? undefined : distanceTo(editor, clip),
  });
  if (typeof done === "string") {
    editor.refuse(t[done], t[`${done}Text`]);
    return true;
  }
  session.edit(done.changes, { cursor: done.ids[0], selected: done.ids });
  const detail = done.flattened > 0 ? t.flattened(done.flattened) : undefined;
  if (detail) toast.success(canvas.said.pasted(done.ids.length), { detail });
  else editor.say(canvas.said.pasted(done.ids.length));
  return true;
}

/** How far the copies go from where the originals are: beside them if these are here and in sight, else to the middle. */
function distanceTo({ session, canvas }: Editor, { nodes, positions }: ReturnType<typeof clipOf>) {
  const handle = canvas.current;
  if (!handle) return undefined;
  const here = new Set(session.document.nodes.map(({ id }) => id));
  if (nodes.every(({ id }) => here.has(id))) return { x: BESIDE, y: BESIDE };
  const places = Object.values(positions);
  if (places.length === 0) return undefined;
  const middle = handle.middle();
  const [left, right] = [Math.min(...places.map(({ x }) => x)), Math.max(...places.map(({ x }) => x))];
  const top = Math.min(...places.map(({ y }) => y));
  return { x: Math.round(middle.x - (left + right) / 2), y: Math.round(middle.y - top) };
}

export interface Clipboard {
  copy: () => void;
  cut: () => void;
  paste: () => void;
  /** A chart, a page or a table that was pasted: asked about before its steps are inserted. */
  pasted: string | null;
  close: () => void;
}

/**
 * Copying, cutting and pasting of steps. The keys are the browser's own, whose events may read and write the clipboard without
 * asking; texts that are selected, and fields, keep them for themselves.
 */
export function useClipboard(editor: Editor): Clipboard {
  const latest = useRef(editor);
  const [pasted, setPasted] = useState<string | null>(null);
  useEffect(() => {
    latest.current = editor;
  });
  /** Anything else than steps is left alone: then nothing happens. */
  const pasteText = useCallback((text: string) => {
    if (pasteSteps(latest.current, text)) return true;
    if (!holdsSteps(text)) return false;
    setPasted(text);
    return true;
  }, []);
  useEffect(() => {
    const isForSteps = (event: ClipboardEvent) =>
      !event.defaultPrevented && !isTyping(event.target) && !document.querySelector("dialog:modal");
    const isForText = () => !(window.getSelection()?.isCollapsed ?? true);
    const onCopy = (event: ClipboardEvent) => {
      const clip = isForSteps(event) && !isForText() ? chosenClip(latest.current) : null;
      if (!clip) return;
      event.clipboardData?.setData("text/plain", writeClip(clip));
      event.preventDefault();
      const { say, remove } = latest.current;
      if (event.type === "cut") remove();
      else say(canvas.said.copied(clip.nodes.length));
    };
    const onPaste = (event: ClipboardEvent) => {
      const text = isForSteps(event) ? event.clipboardData?.getData("text/plain") : undefined;
      if (text && pasteText(text)) event.preventDefault();
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCopy);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCopy);
      document.removeEventListener("paste", onPaste);
    };
  }, [pasteText]);

  const copy = async () => {
    const clip = chosenClip(latest.current);
    if (!clip || !(await copyText(writeClip(clip)))) return false;
    latest.current.say(canvas.said.copied(clip.nodes.length));
    return true;
  };
  return {
    copy: () => void copy(),
    cut: () => void copy().then((done) => done && latest.current.remove()),
    paste: () => void pasteByButton(latest.current, pasteText),
    pasted,
    close: () => setPasted(null),
  };
}

async function pasteByButton(editor: Editor, pasteText: (text: string) => boolean) {
  let text: string;
  try {
    text = await navigator.clipboard.readText();
  } catch {
    editor.refuse(t.byKey, t.byKeyText);
    return;
  }
  if (!pasteText(text)) editor.refuse(t.nothing, t.nothingText);
}
