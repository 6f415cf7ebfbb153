import { useId, type ReactNode } from "react";
import { cx } from "./cx";

export interface SettingsCardProps {
  title: string;
  description?: ReactNode;
  /** At the end of the heading's line. */
  action?: ReactNode;
  /** What is in it cannot be taken back. */
  danger?: boolean;
  children?: ReactNode;
  className?: string;
}

/** A part of a settings page: what it is about, and its form. */
export function SettingsCard({ title, description, action, danger, children, className }: SettingsCardProps) {
  const id = useId();
  const hasContent = children !== undefined && children !== false && children !== null;
  return (
    <section aria-labelledby={id} className={cx("card p-5", danger && "border-danger-line", className)}>
      <div className={cx(hasContent && "mb-4", "flex flex-wrap items-start justify-between gap-x-4 gap-y-2")}>
        <div className="min-w-0 flex-1 basis-60">
          <h2 id={id} className={cx("text-lg font-semibold", danger && "text-danger-fg")}>
            {title}
          </h2>
          {description && <div className="mt-0.5 text-muted">{description}</div>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
