import { Archive, CircleCheck, CircleDashed, CircleDot, CircleX, Hourglass, PencilLine } from "lucide-react";
import type { Outcome, SessionStatus, TreeStatus } from "@/api/types";
import { strings } from "@/app/strings";
import { Badge, type BadgeProps } from "./badge";
import { cx } from "./cx";

type Look = Pick<BadgeProps, "tone" | "icon">;

const TREE: Record<TreeStatus, Look> = {
  draft: { tone: "neutral", icon: PencilLine },
  published: { tone: "success", icon: CircleCheck },
  archived: { tone: "neutral", icon: Archive },
};
const SESSION: Record<SessionStatus, Look> = {
  prepared: { tone: "neutral", icon: CircleDashed },
  in_progress: { tone: "info", icon: CircleDot },
  completed: { tone: "success", icon: CircleCheck },
  abandoned: { tone: "neutral", icon: CircleX },
};
const OUTCOME: Record<Outcome, Look> = {
  resolved: { tone: "success", icon: CircleCheck },
  workaround: { tone: "warning", icon: Hourglass },
  escalated: { tone: "info", icon: CircleDot },
  unresolved: { tone: "danger", icon: CircleX },
  cancelled: { tone: "neutral", icon: CircleX },
};

/** All outcomes, in the order in which they are offered. */
export const OUTCOMES: readonly Outcome[] = [
  "resolved",
  "workaround",
  "escalated",
  "unresolved",
  "cancelled",
];

const TINTS: Partial<Record<NonNullable<Look["tone"]>, string>> = {
  success: "text-success",
  warning: "text-warning",
  info: "text-info",
  danger: "text-danger",
};

export function OutcomeIcon({ outcome, className }: { outcome: Outcome; className?: string }) {
  const { icon: Icon = CircleDot, tone = "neutral" } = OUTCOME[outcome];
  return <Icon aria-hidden className={cx("shrink-0", TINTS[tone] ?? "text-faint", className)} />;
}

export function TreeStatusBadge({ status }: { status: TreeStatus }) {
  return <Badge {...TREE[status]}>{strings.common.treeStatus[status]}</Badge>;
}

/** How a session stands, or how it ended. */
export function SessionBadge({ status, outcome }: { status: SessionStatus; outcome?: Outcome | null }) {
  return outcome ? (
    <Badge {...OUTCOME[outcome]}>{strings.common.outcomes[outcome]}</Badge>
  ) : (
    <Badge {...SESSION[status]}>{strings.common.sessionStatus[status]}</Badge>
  );
}
