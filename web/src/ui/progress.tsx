import { cx } from "./cx";

const FILLS = { accent: "bg-accent", warning: "bg-warning", danger: "bg-danger" };

/** How much of something is done, 0 to 1. `label` says of what. */
export function ProgressBar({
  value,
  label,
  tone = "accent",
  className,
}: {
  value: number;
  label: string;
  tone?: keyof typeof FILLS;
  className?: string;
}) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className={cx("block h-1.5 overflow-hidden rounded-full bg-line", className)}
    >
      <span className={cx("block h-full rounded-full", FILLS[tone])} style={{ width: `${percent}%` }} />
    </span>
  );
}
