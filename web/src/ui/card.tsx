import type { ReactNode } from "react";
import { cx } from "./cx";

export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx("card", className)}>{children}</div>;
}

export interface SectionProps {
  title: ReactNode;
  /** At the end of the heading's line. */
  action?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A titled part of a page. */
export function Section({ title, action, children, className }: SectionProps) {
  return (
    <section className={className}>
      <div className="mb-2.5 flex min-h-7 items-center justify-between gap-3">
        <h2 className="text-base font-semibold">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
