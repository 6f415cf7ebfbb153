import { CircleAlert, SquareTerminal } from "lucide-react";
import type { ReactNode } from "react";
import type { FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import { MARK_EDGES, MarkTag } from "@/features/diff/marks";
import type { Mark } from "@/flow-model/diff";
import type { Tone } from "@/ui/badge";
import { cx } from "@/ui/cx";
import { NodeIcon, nodeLook } from "@/ui/node-icon";

const EDGES: Record<Tone, string> = {
  neutral: "border-line-strong",
  accent: "border-accent-line",
  success: "border-success-line",
  warning: "border-warning-line",
  danger: "border-danger-line",
  info: "border-info-line",
  violet: "border-violet-line",
};

/** On a map of changes colour is for these, and what is as it was steps back. */
const MARKED: Record<Mark | "same", string> = {
  ...MARK_EDGES,
  same: "border-line-strong bg-surface opacity-75",
};

export interface FaceProps {
  node: FlowNode;
  isIdea: boolean;
  isStart: boolean;
  errors: number;
  isSelected: boolean;
  /** Where there is no room for all of the title: so many lines of it. */
  lines?: number;
  /** On a map of changes: what has become of it. */
  mark?: Mark | "same";
}

/** How a node looks on the map and on the canvas. */
export function Face({ node, isIdea, isStart, errors, isSelected, lines, mark }: FaceProps) {
  const { tone } = nodeLook(node.type, isIdea);
  return (
    <div
      className={cx(
        "flex size-full items-start gap-2 rounded-lg border px-2.5 py-2.5 text-left shadow-sm transition-shadow",
        !mark && "bg-surface",
        mark ? MARKED[mark] : isStart ? "border-2 border-accent" : EDGES[tone],
        node.type === "solution" && !isIdea && !mark && "bg-success-soft",
        isSelected ? "shadow-md ring-2 ring-ring" : "hover:shadow-md",
      )}
    >
      {isStart && (
        <span className="absolute -top-2.5 left-2.5 rounded-full bg-accent px-2 text-xs leading-4.5 font-medium text-on-accent">
          {strings.flow.outline.start}
        </span>
      )}
      <NodeIcon type={node.type} isIdea={isIdea} />
      <span
        title={lines === undefined ? undefined : node.title}
        style={lines === undefined ? undefined : { WebkitLineClamp: lines }}
        className={cx(
          "line-clamp-4 min-w-0 flex-1 pt-0.5 text-[13px] leading-[18px] font-medium wrap-anywhere",
          node.title === "" && "text-faint italic",
          mark === "removed" && "line-through",
        )}
      >
        {node.title || strings.flow.untitled}
      </span>
      {mark && mark !== "same" && <MarkTag mark={mark} />}
      {!mark && (errors > 0 || node.commands?.length) && (
        <span className="absolute -top-2 -right-2 flex gap-0.5">
          {node.commands?.length ? (
            <Corner label={strings.flow.outline.commands(node.commands.length)}>
              <SquareTerminal aria-hidden className="size-3.5 text-muted" />
            </Corner>
          ) : null}
          {errors > 0 && (
            <Corner label={strings.flow.outline.hasErrors(errors)}>
              <CircleAlert aria-hidden className="size-3.5 text-danger" />
            </Corner>
          )}
        </span>
      )}
    </div>
  );
}

function Corner({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className="inline-flex size-5 items-center justify-center rounded-full border border-line-strong bg-raised shadow-sm">
      {children}
      <span className="sr-only">{label}</span>
    </span>
  );
}
