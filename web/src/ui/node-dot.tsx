import type { NodeType } from "@/api/types";
import { strings } from "@/app/strings";
import { cx } from "./cx";

/** The colour of each type of node, for marks in outlines, maps and lists. */
const LOOKS: Record<NodeType, string> = {
  decision: "rounded-[2px] rotate-45 bg-info",
  action: "rounded-[3px] bg-control",
  solution: "rounded-full bg-success",
  flow: "rounded-[3px] bg-violet-fg",
  section_header: "h-0.75! rounded-full bg-accent",
  procedure_step: "rounded-[3px] bg-control",
  procedure_end: "rounded-full bg-success",
  objective: "rounded-full bg-warning",
  outcome: "rounded-full bg-info",
  opportunity: "rounded-[2px] rotate-45 bg-violet-fg",
  assumption: "rounded-[3px] bg-control",
  experiment: "rounded-[3px] bg-accent",
};

/** A small mark by which the type of a node is recognized; the word is there for screen readers, unless it is said nearby. */
export function NodeDot({
  type,
  silent,
  className,
}: {
  type: NodeType;
  silent?: boolean;
  className?: string;
}) {
  return (
    <span className={cx("inline-flex size-3 shrink-0 items-center justify-center", className)}>
      <span aria-hidden className={cx("size-2", LOOKS[type])} />
      {!silent && <span className="sr-only">{strings.common.nodeTypes[type]}: </span>}
    </span>
  );
}
