import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type PointerEvent as ReactPointerEvent,
  type RefObject,
} from "react";
import { blockSize, moveTo } from "@/flow-model/edits";
import type { OutlineLine } from "@/flow-model/outline";
import type { EditorSession } from "../session";

interface Drag {
  key: string;
  /** The place among the lines before which it would be dropped. */
  to: number;
}

interface Options {
  session: EditorSession;
  lines: readonly OutlineLine[];
  rowHeight: number;
  frame: RefObject<HTMLDivElement | null>;
}

/** Near the edges of the list it scrolls while something is dragged. */
const EDGE = 48;
const SCROLL_BY = 10;

/** Sorting a checklist with the pointer. A heading takes its section along. */
export function useDrag({ session, lines, rowHeight, frame }: Options) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useRef({ lines, drag, rowHeight });
  useEffect(() => {
    latest.current = { lines, drag, rowHeight };
  });
  const isActive = drag !== null;

  useEffect(() => {
    const element = frame.current;
    if (!isActive || !element) return;
    let pointer = -1;
    const follow = () => {
      const { lines, rowHeight } = latest.current;
      const box = element.getBoundingClientRect();
      // The first row is what concerns the whole flow.
      const row = Math.round((pointer - box.top + element.scrollTop) / rowHeight) - 1;
      const to = Math.min(Math.max(0, row), lines.length);
      setDrag((before) => (before && before.to !== to ? { ...before, to } : before));
    };
    const onMove = (event: PointerEvent) => {
      pointer = event.clientY;
      follow();
    };
    const onDrop = () => {
      const { lines, drag } = latest.current;
      setDrag(null);
      if (!drag) return;
      const { document } = session;
      const target = lines[drag.to]?.node;
      const to = target ? document.nodes.findIndex(({ id }) => id === target.id) : document.nodes.length;
      session.edit(moveTo(document, drag.key, to), { cursor: drag.key });
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") setDrag(null);
    };
    const scrolling = setInterval(() => {
      if (pointer < 0) return;
      const box = element.getBoundingClientRect();
      if (pointer < box.top + EDGE) element.scrollTop -= SCROLL_BY;
      else if (pointer > box.bottom - EDGE) element.scrollTop += SCROLL_BY;
      else return;
      follow();
    }, 16);
    const cancel = () => setDrag(null);
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onDrop);
    window.addEventListener("pointercancel", cancel);
    window.addEventListener("keydown", onKey, true);
    return () => {
      clearInterval(scrolling);
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onDrop);
      window.removeEventListener("pointercancel", cancel);
      window.removeEventListener("keydown", onKey, true);
    };
  }, [isActive, frame, session]);

  const dragged = useMemo(() => {
    const { nodes } = session.document;
    const place = nodes.findIndex(({ id }) => id === drag?.key);
    return new Set(place < 0 ? [] : nodes.slice(place, place + blockSize(nodes, place)).map(({ id }) => id));
  }, [session, drag?.key]);
  const first = lines.findIndex(({ key }) => dragged.has(key));
  const last = lines.findLastIndex(({ key }) => dragged.has(key));
  return {
    /** Where it would be dropped; null where that would change nothing. */
    dropAt: drag && (drag.to < first || drag.to > last + 1) ? drag.to : null,
    isDragged: (key: string) => dragged.has(key),
    begin: (key: string, event: ReactPointerEvent) => {
      if (event.button !== 0) return;
      event.preventDefault();
      session.goTo(key);
      setDrag({ key, to: lines.findIndex((line) => line.key === key) });
    },
  };
}
