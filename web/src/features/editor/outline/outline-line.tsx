import { ChevronRight, CircleAlert, CornerDownRight, CornerLeftUp, Settings2, Unlink } from "lucide-react";
import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import type { FindingCounts } from "@/flow-model/finding-counts";
import type { Jump, OutlineLine as Line } from "@/flow-model/outline";
import { cx } from "@/ui/cx";
import { NodeIcon } from "@/ui/node-icon";
import { CompletionRing } from "../completion-ring";
import type { Place } from "./places";

const t = editor.line;
/** Deeper lines are not indented further. */
const DEEPEST = 10;
/** Each level is indented by so much, the deeper ones by less: titles are what is read. */
const INDENT = { wide: 16, narrow: 4, wideUpTo: 2 };

/** How far a line at this depth is indented. */
export function indentOf(depth: number): number {
  const [level, { wide, narrow, wideUpTo }] = [Math.min(depth, DEEPEST), INDENT];
  return wide * Math.min(level, wideUpTo) + narrow * Math.max(0, level - wideUpTo);
}

export interface OutlineLineProps {
  id: string;
  /** Absent for what concerns the whole flow. */
  line: Line | undefined;
  place: Place | undefined;
  top: number;
  height: number;
  isCurrent: boolean;
  /** Whether it is chosen, alone or with others. */
  isChosen: boolean;
  /** Whether its node has the words that are searched for. */
  isHit: boolean;
  /** Whether the tree has the focus. */
  hasFocus: boolean;
  isFirstApart: boolean;
  isCollapsed: boolean;
  isIdea: boolean;
  counts: FindingCounts | undefined;
  /** How many of the node's fields are filled. */
  completion: { filled: number; total: number } | undefined;
  /** `isMore`: beside what is chosen already. */
  onChoose: (key: string, isMore: boolean) => void;
  onEdit: () => void;
  onCollapse: (key: string, isCollapsed: boolean) => void;
}

export function OutlineLine(props: OutlineLineProps) {
  const {
    id,
    line,
    place,
    top,
    height,
    isCurrent,
    isChosen,
    isHit,
    hasFocus,
    isFirstApart,
    isCollapsed,
    onChoose,
  } = props;
  const key = line?.key ?? "";
  const depth = Math.min(line?.depth ?? 0, DEEPEST);
  return (
    // Keys are handled by the tree, which has the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="treeitem"
      id={id}
      aria-level={place?.level}
      aria-posinset={place?.position}
      aria-setsize={place?.size}
      aria-selected={isChosen}
      aria-expanded={line?.hasChildren ? !isCollapsed : undefined}
      onClick={(event) => onChoose(key, event.shiftKey || event.ctrlKey || event.metaKey)}
      onDoubleClick={props.onEdit}
      style={{ top, height, paddingLeft: 6 + indentOf(depth) }}
      className={cx(
        "group/line absolute inset-x-1.5 flex items-center gap-1.5 rounded-md pr-2",
        isChosen ? "bg-accent-soft" : isHit ? "bg-mark/60" : "hover:bg-hover",
        isCurrent && hasFocus && "outline-2 -outline-offset-2 outline-ring",
        isFirstApart &&
          "before:absolute before:inset-x-0 before:-top-px before:border-t before:border-line-strong",
      )}
    >
      <Guides depth={depth} />
      {line ? <NodeOrAnswer {...props} line={line} /> : <WholeFlow />}
      {props.completion && props.completion.total > 0 && (
        // Where there is hardly room for titles, what is wrong is worth more of it.
        <CompletionRing {...props.completion} className="@max-2xs:hidden" />
      )}
      <Marks counts={props.counts} />
    </div>
  );
}

function Guides({ depth }: { depth: number }) {
  return Array.from({ length: depth }, (_, level) => (
    <span
      key={level}
      aria-hidden
      className="absolute inset-y-0 border-l border-line"
      style={{ left: 15 + indentOf(level) }}
    />
  ));
}

function WholeFlow() {
  return (
    <>
      <span className="ml-6 inline-flex size-5.5 shrink-0 items-center justify-center rounded-md border border-line-strong bg-subtle text-muted">
        <Settings2 aria-hidden className="size-3.25" />
      </span>
      <span className="min-w-0 flex-1 truncate font-medium">{editor.wholeFlow}</span>
    </>
  );
}

function NodeOrAnswer({
  line,
  isFirstApart,
  isCollapsed,
  isIdea,
  onCollapse,
}: OutlineLineProps & { line: Line }) {
  const { node, via, jump, number, isApart } = line;
  const answer = via?.link.option;
  const title = node?.title || strings.flow.untitled;
  return (
    <>
      {line.hasChildren ? (
        // A shortcut for the mouse; the keys are the left and right arrows.
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          title={isCollapsed ? t.expand(title) : t.collapse(title)}
          onClick={(event) => {
            event.stopPropagation();
            onCollapse(line.key, !isCollapsed);
          }}
          className="inline-flex h-full w-4.5 shrink-0 items-center justify-center text-faint hover:text-fg"
        >
          <ChevronRight className={cx("size-3.5 transition-transform", !isCollapsed && "rotate-90")} />
        </button>
      ) : (
        <span className="w-4.5 shrink-0" />
      )}
      {node &&
        (number === undefined ? (
          <NodeIcon type={node.type} isIdea={isIdea} />
        ) : (
          <span className="inline-flex h-5.5 min-w-5.5 shrink-0 items-center justify-center rounded-md border border-line-strong bg-subtle px-1 text-xs font-semibold text-muted tabular-nums">
            {number}
          </span>
        ))}
      {isFirstApart && <Unlink aria-hidden className="size-3.5 shrink-0 text-warning" />}
      {isApart && <span className="sr-only">{t.apart}: </span>}
      {answer && (
        <span
          className={cx(
            "max-w-2/5 truncate rounded-sm bg-info-soft px-1.5 text-sm leading-5.5 font-medium text-info-fg",
            node ? "min-w-9 shrink-[8]" : "shrink-0",
          )}
        >
          {answer.label || "…"}
        </span>
      )}
      {node && (
        <span
          className={cx(
            "min-w-16 truncate",
            !jump && "flex-1 basis-auto",
            node.type === "section_header" ? "font-semibold" : "font-medium",
            node.title === "" && "text-faint italic",
          )}
        >
          {title}
        </span>
      )}
      {jump && <JumpMark jump={jump} />}
    </>
  );
}

function JumpMark({ jump: { kind, node } }: { jump: Jump }) {
  const isBroken = kind === "open" || kind === "gone";
  const Icon = isBroken ? CircleAlert : kind === "loop" ? CornerLeftUp : CornerDownRight;
  const text = isBroken ? strings.flow.outline[kind] : node?.title || strings.flow.untitled;
  const said = isBroken ? text : strings.flow.outline[kind](node?.title ?? "");
  return (
    <span
      className={cx(
        "flex min-w-10 flex-1 shrink-[6] basis-auto items-center gap-1 text-sm",
        isBroken ? "text-warning-fg" : "text-faint",
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span aria-hidden className="truncate">
        {text}
      </span>
      <span className="sr-only">{said}</span>
    </span>
  );
}

function Marks({ counts }: { counts: FindingCounts | undefined }) {
  if (!counts) return null;
  const { errors, warnings } = counts;
  return errors > 0 ? (
    <span className="shrink-0 text-danger" title={t.errors(errors)}>
      <CircleAlert aria-hidden className="size-4" />
      <span className="sr-only">{t.errors(errors)}</span>
    </span>
  ) : warnings > 0 ? (
    <span className="inline-flex w-4 shrink-0 justify-center" title={t.warnings(warnings)}>
      <span aria-hidden className="size-1.5 rounded-full bg-warning" />
      <span className="sr-only">{t.warnings(warnings)}</span>
    </span>
  ) : null;
}
