import { useEffect, useRef, type ReactNode } from "react";
import { cx } from "@/ui/cx";

/** A column that scrolls by itself, and keeps in view where the run stands. */
export function Scrolled({
  here,
  className,
  children,
}: {
  here: string;
  className: string;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const column = ref.current;
    const current = column?.querySelector<HTMLElement>("[aria-current=step]");
    if (!column || !current) return;
    // Not scrollIntoView, which scrolls the page, too.
    const top = current.offsetTop - column.offsetTop;
    const room = column.clientHeight - current.offsetHeight;
    const isSeen = top >= column.scrollTop && top <= column.scrollTop + room;
    if (!isSeen) column.scrollTo({ top: top - room / 2 });
  }, [here]);
  return (
    <div
      ref={ref}
      className={cx("sticky h-fit max-h-[calc(100dvh-5rem)] overflow-y-auto px-3 py-4", className)}
    >
      {children}
    </div>
  );
}
