import { GripVertical } from "lucide-react";
import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent as ReactPointerEvent,
  type ReactNode,
} from "react";
import { editor } from "@/app/strings/editor";
import { cx } from "@/ui/cx";

const t = editor.sorting;
const CONTROLS = "input, textarea, select, button";

interface Drag {
  from: number;
  /** The row before which it would be dropped. */
  before: number;
}

export interface Sorting<List extends HTMLElement> {
  list: (element: List | null) => void;
  row: (place: number) => {
    "data-row": true;
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    className: string;
  };
  /** The part of a row by which it is dragged. */
  handle: (place: number) => ReactNode;
  /** What has been moved where, for those who cannot see it. Belongs beside the list. */
  said: ReactNode;
  /** Moves a row, and the focus with it. */
  moveBy: (place: number, by: 1 | -1) => void;
  /** A row is taken away: the focus goes to the menu of the one that comes into its place, else to what adds one. */
  leave: (place: number) => void;
}

export interface SortingOptions {
  count: number;
  nameOf: (place: number) => string;
  onMove: (from: number, to: number) => void;
}

/** Sorting the rows of a list: with the pointer by their handle, with Alt and the arrow keys anywhere in them. */
export function useSorting<List extends HTMLElement>({
  count,
  nameOf,
  onMove,
}: SortingOptions): Sorting<List> {
  const [element, setElement] = useState<List | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [said, setSaid] = useState("");
  /** The control that has the focus when its row has moved. */
  const follow = useRef<{ row: number; control: number | "menu" } | null>(null);
  const rows = () => [...(element?.querySelectorAll<HTMLElement>(":scope > [data-row]") ?? [])];

  useEffect(() => {
    if (!follow.current) return;
    const { row, control } = follow.current;
    follow.current = null;
    const moved = element?.querySelectorAll<HTMLElement>(":scope > [data-row]")[row];
    const target = !moved
      ? element?.parentElement?.querySelector<HTMLElement>(":scope > button")
      : control === "menu"
        ? moved.querySelector<HTMLElement>("[aria-haspopup=menu]")
        : moved.querySelectorAll<HTMLElement>(CONTROLS)[control];
    target?.focus();
  });

  const move = (from: number, to: number) => {
    if (from === to || to < 0 || to >= count) return;
    setSaid(t.moved(nameOf(from), to + 1, count));
    onMove(from, to);
  };
  const moveBy = (place: number, by: 1 | -1) => {
    const controls = [...(rows()[place]?.querySelectorAll<HTMLElement>(CONTROLS) ?? [])];
    const control = controls.findIndex((each) => each.contains(document.activeElement));
    const to = place + by;
    if (to >= 0 && to < count && control >= 0) follow.current = { row: to, control };
    move(place, to);
  };

  const leave = (place: number) => {
    setSaid(t.removed(nameOf(place)));
    follow.current = { row: Math.min(place, count - 2), control: "menu" };
  };

  const target = (y: number) => rows().filter((row) => middleOf(row) < y).length;
  const onPointerDown = (from: number) => (event: ReactPointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from, before: from });
  };
  const onPointerMove = (event: ReactPointerEvent) => {
    if (drag) setDrag({ ...drag, before: target(event.clientY) });
  };
  const onPointerUp = (event: ReactPointerEvent) => {
    if (!drag) return;
    const before = target(event.clientY);
    setDrag(null);
    move(drag.from, before > drag.from ? before - 1 : before);
  };

  const isDropAt = (before: number) =>
    drag !== null && drag.before === before && before !== drag.from && before !== drag.from + 1;
  return {
    list: setElement,
    moveBy,
    leave,
    row: (place) => ({
      "data-row": true,
      onKeyDown: (event) => {
        const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
        if (by === undefined || !event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        moveBy(place, by);
      },
      className: cx(
        "relative",
        drag?.from === place && "opacity-50",
        isDropAt(place) && "before:absolute before:inset-x-0 before:-top-1.25 before:h-0.5 before:bg-accent",
        place === count - 1 &&
          isDropAt(count) &&
          "after:absolute after:inset-x-0 after:-bottom-1.25 after:h-0.5 after:bg-accent",
      ),
    }),
    handle: (place) =>
      count < 2 ? null : (
        <span
          aria-hidden
          title={t.drag}
          onPointerDown={onPointerDown(place)}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={() => setDrag(null)}
          className="inline-flex h-9 w-4.5 shrink-0 cursor-grab touch-none items-center justify-center text-faint hover:text-fg touch:w-8"
        >
          <GripVertical className="size-4" />
        </span>
      ),
    said: (
      <p role="status" className="sr-only">
        {said}
      </p>
    ),
  };
}

function middleOf(row: HTMLElement): number {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
