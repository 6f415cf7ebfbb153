import {
  ChevronRight,
  CircleAlert,
  Clock,
  CornerDownRight,
  CornerLeftUp,
  SquareTerminal,
} from "lucide-react";
import { lazy, memo, Suspense, type ReactNode } from "react";
import type { FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import type { Jump, OutlineLine } from "@/flow-model/outline";
import type { Relation } from "@/flow-model/related";
import { Badge } from "@/ui/badge";
import { cx } from "@/ui/cx";
import { NodeIcon } from "@/ui/node-icon";
import { hasContent } from "./has-content";

const t = strings.flow.outline;
// Rows are closed at first.
const NodeContent = lazy(async () => ({ default: (await import("./node-content")).NodeContent }));
/** Deeper lines are not indented further, so that long flows stay readable. */
const DEEPEST = 9;

export interface OutlineRowProps {
  line: OutlineLine;
  /** What its step refers to. */
  relations?: readonly Relation[];
  isIdea: boolean;
  isStart: boolean;
  isOpen: boolean;
  /** Was jumped to just now. */
  isTarget: boolean;
  errors: number;
  /** Before the line. */
  heading?: ReactNode;
  onToggle: (node: string) => void;
  onJump: (node: string) => void;
}

export const OutlineRow = memo(function OutlineRow(props: OutlineRowProps) {
  const { line, isTarget, heading, onJump } = props;
  const { key, node, depth, via, jump } = line;
  const isSection = node?.type === "section_header";
  return (
    <li data-line={key} className={cx("scroll-mt-24", isSection && "mt-1.5")}>
      {heading}
      <div
        className={cx(
          "flex gap-0 pr-3 pl-2 transition-colors duration-700 sm:pl-3",
          isTarget && "bg-accent-soft duration-0",
        )}
      >
        <Indent depth={Math.min(depth, DEEPEST)} />
        <div className="min-w-0 flex-1 py-0.5">
          {node ? (
            <NodeLine {...props} node={node} />
          ) : (
            <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-0.5 px-1.5 py-1">
              <Answer label={via?.link.option?.label} />
              {jump && <JumpTo jump={jump} onJump={onJump} />}
            </div>
          )}
        </div>
      </div>
    </li>
  );
});

/** A thin line for each level that this one lies in. */
function Indent({ depth }: { depth: number }) {
  return Array.from({ length: depth }, (_, level) => (
    <span key={level} aria-hidden className="ml-2.75 w-2 shrink-0 border-l border-line sm:ml-4 sm:w-2.5" />
  ));
}

function NodeLine({
  line,
  node,
  relations,
  isIdea,
  isStart,
  isOpen,
  errors,
  onToggle,
  onJump,
}: OutlineRowProps & { node: FlowNode }) {
  const { via, jump, number } = line;
  const isReadable = hasContent(node) || relations !== undefined;
  const title = (
    <>
      {number === undefined ? (
        <NodeIcon type={node.type} isIdea={isIdea} className="mt-px" />
      ) : (
        <span className="mt-px inline-flex h-5.5 min-w-5.5 shrink-0 items-center justify-center rounded-md border border-line-strong bg-subtle px-1 text-xs font-semibold text-muted tabular-nums">
          {number}
        </span>
      )}
      <span className="min-w-0 flex-1">
        <Answer label={via?.link.option?.label} />
        <span
          className={cx(
            "wrap-anywhere",
            node.type === "section_header" ? "text-lg font-semibold" : "font-medium",
            node.title === "" && "text-faint italic",
          )}
        >
          {node.title || strings.flow.untitled}
        </span>
        {isStart && (
          <Badge tone="accent" className="ml-2 align-text-bottom">
            {t.start}
          </Badge>
        )}
      </span>
      <Marks node={node} errors={errors} />
      <ChevronRight
        aria-hidden
        className={cx(
          "mt-0.75 size-4 shrink-0 text-faint transition-transform",
          isOpen && "rotate-90",
          !isReadable && "invisible",
        )}
      />
    </>
  );
  const look = "flex w-full items-start gap-2.5 rounded-md px-1.5 py-1.5 text-left";
  return (
    <>
      {isReadable ? (
        <button
          type="button"
          data-line-title
          aria-expanded={isOpen}
          onClick={() => onToggle(node.id)}
          className={cx(look, "hover:bg-hover touch:min-h-11")}
        >
          {title}
        </button>
      ) : (
        <div data-line-title tabIndex={-1} className={look}>
          {title}
        </div>
      )}
      {isOpen && isReadable && (
        <Suspense fallback={null}>
          <NodeContent
            node={node}
            relations={relations}
            onShow={onJump}
            className="max-w-3xl px-1.5 pt-1 pb-3 sm:pl-9.5"
          />
        </Suspense>
      )}
      {jump && (
        <div className="px-1.5 pb-1 sm:pl-9.5">
          <JumpTo jump={jump} onJump={onJump} />
        </div>
      )}
    </>
  );
}

function Answer({ label }: { label: string | undefined }) {
  if (label === undefined) return null;
  return (
    <span className="mr-2 inline-block max-w-full rounded-sm bg-info-soft px-1.5 text-sm leading-5.5 font-medium wrap-anywhere text-info-fg">
      <span className="sr-only">{t.answer}: </span>
      {label || "…"}
    </span>
  );
}

function Marks({ node, errors }: { node: FlowNode; errors: number }) {
  const commands = node.commands?.length ?? 0;
  return (
    <span className="flex h-5.5 shrink-0 items-center gap-3 text-xs text-faint tabular-nums">
      {errors > 0 && (
        <span className="text-danger">
          <CircleAlert aria-hidden className="size-4" />
          <span className="sr-only">{t.hasErrors(errors)}</span>
        </span>
      )}
      {commands > 0 && (
        <span className="hidden items-center gap-1 sm:inline-flex">
          <SquareTerminal aria-hidden className="size-3.5" />
          <span aria-hidden>{commands}</span>
          <span className="sr-only">{t.commands(commands)}</span>
        </span>
      )}
      {node.est_minutes ? (
        <span className="hidden items-center gap-1 sm:inline-flex">
          <Clock aria-hidden className="size-3.5" />
          {t.minutes(node.est_minutes)}
        </span>
      ) : null}
    </span>
  );
}

export function JumpTo({ jump, onJump }: { jump: Jump; onJump: (node: string) => void }) {
  if (jump.kind === "open" || jump.kind === "gone") {
    return (
      <span className="inline-flex items-center gap-1.5 text-sm text-warning-fg">
        <CircleAlert aria-hidden className="size-3.5 shrink-0" />
        {t[jump.kind]}
      </span>
    );
  }
  const { node, kind } = jump;
  if (!node) return null;
  const Icon = kind === "loop" ? CornerLeftUp : CornerDownRight;
  return (
    <button
      type="button"
      onClick={() => onJump(node.id)}
      className="inline-flex max-w-full items-center gap-1.5 rounded-sm text-sm text-muted min-h-6 hover:text-accent-fg hover:underline touch:min-h-8"
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">{t[kind](node.title)}</span>
    </button>
  );
}
