import { ChevronRight, CircleAlert, Clock, Flag, Globe, GripVertical, Users } from "lucide-react";
import type { MouseEvent, PointerEvent } from "react";
import type { FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import type { FindingCounts } from "@/flow-model/finding-counts";
import type { OutlineLine } from "@/flow-model/outline";
import { cx } from "@/ui/cx";
import { ProgressBar } from "@/ui/progress";
import { CompletionRing } from "../completion-ring";
import type { Place } from "./places";

const t = editor.checklist;

/** What the steps of a section come to. */
export interface SectionSum {
  steps: number;
  minutes: number;
  /** How much of it is filled in. */
  rate: number;
}

export interface ChecklistLineProps {
  id: string;
  line: OutlineLine & { node: FlowNode };
  place: Place | undefined;
  sum: SectionSum | undefined;
  top: number;
  height: number;
  isCurrent: boolean;
  isChosen: boolean;
  /** Several are chosen. */
  hasSeveral: boolean;
  hasFocus: boolean;
  isCollapsed: boolean;
  isDragged: boolean;
  counts: FindingCounts | undefined;
  completion: { filled: number; total: number } | undefined;
  onChoose: (event: MouseEvent) => void;
  onToggle: () => void;
  onEdit: () => void;
  onCollapse: () => void;
  onDragStart: (event: PointerEvent) => void;
}

/** A heading or a step of a checklist. */
export function ChecklistLine(props: ChecklistLineProps) {
  const { id, line, place, top, height, isCurrent, isChosen, hasFocus, isCollapsed, isDragged } = props;
  const { node } = line;
  const isHeading = node.type === "section_header";
  const title = node.title || strings.flow.untitled;
  return (
    // Keys are handled by the list, which has the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="treeitem"
      id={id}
      aria-level={place?.level}
      aria-posinset={place?.position}
      aria-setsize={place?.size}
      aria-selected={isChosen}
      aria-expanded={line.hasChildren ? !isCollapsed : undefined}
      onClick={props.onChoose}
      onDoubleClick={props.onEdit}
      style={{ top, height, paddingLeft: 4 + line.depth * 20 }}
      className={cx(
        "group/line absolute inset-x-4 flex items-center gap-2.5 rounded-md pr-1.5",
        isChosen ? "bg-accent-soft" : "hover:bg-hover",
        isCurrent && hasFocus && "outline-2 -outline-offset-2 outline-ring",
        isDragged && "opacity-50",
      )}
    >
      <Handle title={t.drag(title)} onDragStart={props.onDragStart} />
      {isHeading ? (
        // A shortcut for the mouse; the keys are the left and right arrows.
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          onClick={(event) => {
            event.stopPropagation();
            props.onCollapse();
          }}
          className="-ml-1.5 inline-flex h-full w-5 shrink-0 items-center justify-center text-faint hover:text-fg touch:w-8"
        >
          <ChevronRight className={cx("size-4 transition-transform", !isCollapsed && "rotate-90")} />
        </button>
      ) : (
        <Mark {...props} />
      )}
      <span
        className={cx(
          "min-w-0 flex-1 truncate",
          isHeading ? "text-lg font-semibold" : "font-medium",
          node.title === "" && "text-faint italic",
        )}
      >
        {isHeading && <span className="sr-only">{strings.common.nodeTypes.section_header}: </span>}
        {title}
      </span>
      <Facts {...props} />
    </div>
  );
}

function Handle({ title, onDragStart }: { title: string; onDragStart: (event: PointerEvent) => void }) {
  return (
    <span
      aria-hidden
      title={title}
      onPointerDown={onDragStart}
      onClick={(event) => event.stopPropagation()}
      className="-mr-1.5 inline-flex h-full w-4 shrink-0 cursor-grab touch-none items-center justify-center text-faint opacity-0 group-hover/line:opacity-100 touch:w-8 touch:opacity-100"
    >
      <GripVertical className="size-4" />
    </span>
  );
}

/** The number of a step; under the pointer, and where several are chosen, a box that chooses it, too. */
function Mark({ line, isChosen, hasSeveral, onToggle }: ChecklistLineProps) {
  const isEnd = line.node.type === "procedure_end";
  return (
    <span
      aria-hidden
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
      className={cx(
        "inline-flex h-6 min-w-6 shrink-0 items-center justify-center rounded-md border px-1 text-xs font-semibold tabular-nums",
        isChosen && hasSeveral
          ? "border-accent bg-accent text-on-accent"
          : "border-line-strong bg-surface text-muted group-hover/line:border-control",
      )}
    >
      {isEnd ? <Flag className="size-3.5" /> : line.number}
    </span>
  );
}

function Facts({ line: { node }, sum, completion, counts }: ChecklistLineProps) {
  const minutes = sum ? sum.minutes : node.est_minutes;
  const Library = node.library_visibility === "public" ? Globe : Users;
  return (
    <span className="flex shrink-0 items-center gap-2.5 text-sm text-muted tabular-nums">
      {sum && (
        <span className={cx(sum.steps > 0 && "max-sm:hidden")}>
          {sum.steps > 0 ? strings.common.steps(sum.steps) : strings.common.noSteps}
        </span>
      )}
      {node.library_visibility && (
        <span title={`${editor.library.label}: ${editor.library[node.library_visibility]}`}>
          <Library aria-hidden className="size-3.5 text-faint" />
          <span className="sr-only">
            {editor.library.label}: {editor.library[node.library_visibility]}
          </span>
        </span>
      )}
      {!!minutes && (
        <span className="inline-flex items-center gap-1">
          <Clock aria-hidden className="size-3.5 text-faint" />
          {t.minutes(minutes)}
        </span>
      )}
      {sum
        ? // Where there are no steps nothing is done by having a title.
          sum.steps > 0 && (
            <ProgressBar
              value={sum.rate}
              label={editor.completion.of(node.title)}
              className="h-1 w-9 max-sm:hidden"
            />
          )
        : completion && completion.total > 0 && <CompletionRing {...completion} />}
      {counts && counts.errors > 0 && (
        <span className="text-danger" title={editor.line.errors(counts.errors)}>
          <CircleAlert aria-hidden className="size-4" />
          <span className="sr-only">{editor.line.errors(counts.errors)}</span>
        </span>
      )}
      {counts && counts.errors === 0 && counts.warnings > 0 && (
        <span className="inline-flex w-4 justify-center" title={editor.line.warnings(counts.warnings)}>
          <span aria-hidden className="size-1.5 rounded-full bg-warning" />
          <span className="sr-only">{editor.line.warnings(counts.warnings)}</span>
        </span>
      )}
    </span>
  );
}
