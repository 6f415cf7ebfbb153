import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** So many rows beyond the edges are kept, so that scrolling shows no gaps. */
const BEYOND = 12;

interface Shown {
  from: number;
  to: number;
}

/** Of many rows of one height those that are in sight. */
export function useWindow(count: number, rowHeight: number, current: number) {
  const frame = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown>({ from: 0, to: 40 });

  const look = useCallback(() => {
    const element = frame.current;
    if (!element) return;
    const from = Math.max(0, Math.floor(element.scrollTop / rowHeight) - BEYOND);
    const to = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + BEYOND;
    setShown((before) => (before.from === from && before.to === to ? before : { from, to }));
  }, [rowHeight]);

  useLayoutEffect(look, [look, count]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [look]);

  // The chosen row comes into sight, with a little of what is around it.
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element || current < 0) return;
    const top = current * rowHeight;
    if (top < element.scrollTop + rowHeight) element.scrollTop = top - rowHeight;
    else if (top + 2 * rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + 2 * rowHeight - element.clientHeight;
    }
    look();
  }, [current, rowHeight, look]);

  return { frame, from: shown.from, to: Math.min(count, shown.to), onScroll: look };
}
