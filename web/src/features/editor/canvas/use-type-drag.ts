import { useEffect, useRef, useState, type PointerEvent as ReactPointerEvent, type RefObject } from "react";
import type { NodeType, Point } from "@/api/types";

/** What lies under the pointer: a line, a card, or free ground. */
export interface Under {
  line?: string;
  card?: string;
}

export interface TypeDrag {
  type: NodeType;
  /** Where the pointer is on the screen, and from the corner of the canvas. */
  at: Point;
  within: Point;
  /** Null beside the canvas, where nothing is made. */
  under: Under | null;
}

interface Options {
  /** The canvas. */
  frame: RefObject<HTMLElement | null>;
  onOver: (under: Under | null) => void;
  onDrop: (drag: TypeDrag) => void;
  /** It was pressed and let go where it is. */
  onClick: (type: NodeType) => void;
}

/** So far a hand that clicks may move. */
const STILL = 4;

/** Dragging a type of node from the palette onto the canvas. */
export function useTypeDrag({ frame, ...options }: Options) {
  const [begun, setBegun] = useState<{ type: NodeType; from: Point } | null>(null);
  const [drag, setDrag] = useState<TypeDrag | null>(null);

  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  useEffect(() => {
    if (!begun) return;
    const { type, from } = begun;
    let now: TypeDrag | null = null;
    const onMove = ({ clientX: x, clientY: y }: PointerEvent) => {
      if (!now && Math.hypot(x - from.x, y - from.y) < STILL) return;
      const { left = 0, top = 0 } = frame.current?.getBoundingClientRect() ?? {};
      const within = { x: x - left, y: y - top };
      now = { type, at: { x, y }, within, under: underneath(frame.current, { x, y }) };
      setDrag(now);
      latest.current.onOver(now.under);
    };
    const cancel = () => {
      setBegun(null);
      setDrag(null);
      latest.current.onOver(null);
    };
    const onUp = () => {
      cancel();
      if (!now) latest.current.onClick(type);
      else if (now.under) latest.current.onDrop(now);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      cancel();
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", cancel);
    window.addEventListener("keydown", onKey, true);
    return () => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", cancel);
      window.removeEventListener("keydown", onKey, true);
    };
  }, [begun, frame]);

  return {
    drag,
    begin: (type: NodeType, event: ReactPointerEvent) => {
      if (event.button !== 0) return;
      // Text is not selected on the way.
      event.preventDefault();
      setBegun({ type, from: { x: event.clientX, y: event.clientY } });
    },
  };
}

function underneath(frame: HTMLElement | null, { x, y }: Point): Under | null {
  const element = document.elementFromPoint(x, y);
  if (!element || !frame?.contains(element) || element.closest(".react-flow__panel")) return null;
  return {
    line: element.closest<HTMLElement>(".react-flow__edge")?.dataset.id,
    card: element.closest<HTMLElement>(".react-flow__node")?.dataset.id,
  };
}
