import { Check } from "lucide-react";
import { editor } from "@/app/strings/editor";
import { cx } from "@/ui/cx";

const RADIUS = 5.5;
const ROUND = 2 * Math.PI * RADIUS;

/** How many of a node's fields are filled, as a ring that closes. The words are for screen readers. */
export function CompletionRing({
  filled,
  total,
  className,
}: {
  filled: number;
  total: number;
  className?: string;
}) {
  const isComplete = filled >= total;
  const words = isComplete ? editor.completion.complete : editor.completion.filled(filled, total);
  return (
    <span title={words} className={cx("inline-flex shrink-0", className)}>
      {isComplete ? (
        <Check aria-hidden className="size-3.5 text-success" />
      ) : (
        <svg aria-hidden viewBox="0 0 14 14" className="size-3.5 -rotate-90">
          <circle cx="7" cy="7" r={RADIUS} fill="none" strokeWidth="2" className="stroke-line-strong" />
          {filled > 0 && (
            <circle
              cx="7"
              cy="7"
              r={RADIUS}
              fill="none"
              strokeWidth="2"
              strokeDasharray={`${(filled / total) * ROUND} ${ROUND}`}
              className="stroke-accent"
            />
          )}
        </svg>
      )}
      <span className="sr-only">{words}</span>
    </span>
  );
}
