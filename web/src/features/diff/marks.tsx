import { ArrowRightLeft, Minus, Pencil, Plus, type LucideIcon } from "lucide-react";
import { changes as t } from "@/app/strings/changes";
import type { Mark } from "@/flow-model/diff";
import { Badge, type Tone } from "@/ui/badge";
import { cx } from "@/ui/cx";

/** Each has a sign beside its colour, as colour alone tells nothing to some. */
const LOOKS: Record<Mark, { icon: LucideIcon; tone: Tone }> = {
  added: { icon: Plus, tone: "success" },
  removed: { icon: Minus, tone: "danger" },
  moved: { icon: ArrowRightLeft, tone: "info" },
  changed: { icon: Pencil, tone: "warning" },
};

/** In which order marks are told. */
export const MARKS: readonly Mark[] = ["added", "removed", "changed", "moved"];

/** What has become of a node, as a word. */
export function MarkBadge({ mark }: { mark: Mark }) {
  return <Badge {...LOOKS[mark]}>{t.marks[mark]}</Badge>;
}

/** How a card on a map of changes is edged. */
export const MARK_EDGES: Record<Mark, string> = {
  added: "border-2 border-success bg-success-soft",
  removed: "border-2 border-dashed border-danger bg-danger-soft",
  moved: "border-2 border-info bg-info-soft",
  changed: "border-2 border-warning bg-warning-soft",
};

const FILLS: Record<Mark, string> = {
  added: "bg-success text-surface",
  removed: "bg-danger text-surface",
  moved: "bg-info text-surface",
  changed: "bg-warning text-surface",
};

/** The sign at the corner of such a card. */
export function MarkTag({ mark, className }: { mark: Mark; className?: string }) {
  const { icon: Icon } = LOOKS[mark];
  return (
    <span
      className={cx(
        "absolute -top-2.5 -left-2.5 inline-flex size-5 items-center justify-center rounded-full",
        FILLS[mark],
        className,
      )}
    >
      <Icon aria-hidden strokeWidth={2.5} className="size-3" />
      <span className="sr-only">{t.marks[mark]}: </span>
    </span>
  );
}

/** What the signs and colours mean. */
export function Legend({ className }: { className?: string }) {
  return (
    <ul
      aria-label={t.legend}
      className={cx(
        "flex flex-wrap gap-x-3 gap-y-1.5 rounded-lg border border-line bg-raised px-3 py-2 text-sm",
        className,
      )}
    >
      {MARKS.map((mark) => (
        <li key={mark} className="flex items-center gap-1.5">
          <MarkTag mark={mark} className="static!" />
          <span aria-hidden>{t.marks[mark]}</span>
        </li>
      ))}
      <li className="text-muted">{t.lineLegend}</li>
    </ul>
  );
}
