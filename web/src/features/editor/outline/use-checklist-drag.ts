import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject } from "react";
import type { ChecklistRow } from "./checklist-rows";

interface Drag {
  key: string;
  /** The row before which it would be dropped. */
  row: number;
}

interface Options {
  rows: readonly ChecklistRow[];
  frame: RefObject<HTMLDivElement | null>;
  /** `key` was dropped before the row. */
  onDrop: (key: string, row: number) => void;
}

/** Near the edges of the list it scrolls while something is dragged. */
const EDGE = 48;
const SCROLL_BY = 10;

/** Dragging rows of different heights. */
export function useChecklistDrag({ rows, frame, onDrop }: Options) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useRef({ rows, onDrop, drag });
  useEffect(() => {
    latest.current = { rows, onDrop, drag };
  });
  const isActive = drag !== null;

  useEffect(() => {
    const element = frame.current;
    if (!isActive || !element) return;
    let pointer = -1;
    const follow = () => {
      const y = pointer - element.getBoundingClientRect().top + element.scrollTop;
      const { rows } = latest.current;
      const found = rows.findIndex(({ top, height }) => top + height / 2 > y);
      const row = found < 0 ? rows.length : found;
      setDrag((before) => (before && before.row !== row ? { ...before, row } : before));
    };
    const onMove = (event: PointerEvent) => {
      pointer = event.clientY;
      follow();
    };
    const drop = () => {
      const { drag, onDrop } = latest.current;
      setDrag(null);
      if (drag) onDrop(drag.key, drag.row);
    };
    const cancel = () => setDrag(null);
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") cancel();
    };
    const scrolling = setInterval(() => {
      if (pointer < 0) return;
      const box = element.getBoundingClientRect();
      if (pointer < box.top + EDGE) element.scrollTop -= SCROLL_BY;
      else if (pointer > box.bottom - EDGE) element.scrollTop += SCROLL_BY;
      else return;
      follow();
    }, 16);
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", drop);
    window.addEventListener("pointercancel", cancel);
    window.addEventListener("keydown", onKey, true);
    return () => {
      clearInterval(scrolling);
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", drop);
      window.removeEventListener("pointercancel", cancel);
      window.removeEventListener("keydown", onKey, true);
    };
  }, [isActive, frame]);

  return {
    drag,
    begin: (key: string, event: ReactPointerEvent) => {
      if (event.button !== 0) return;
      event.preventDefault();
      setDrag({ key, row: rows.findIndex((row) => row.key === key) });
    },
  };
}
