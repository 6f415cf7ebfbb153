import { Check, CornerDownRight, SkipForward, StickyNote, X } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { CustomStep, PathEntry } from "@/api/types";
import { run as words } from "@/app/strings/run";
import { isSettled } from "@/flow-model/run/walk";
import { Badge } from "@/ui/badge";
import { cx } from "@/ui/cx";
import { Filled } from "@/ui/filling";
import { formatClock } from "@/ui/format";
import { NodeDot } from "@/ui/node-dot";
import { headingOf } from "../custom-step";
import type { Run } from "./use-run";

const t = words.path;
const RESULT_ICONS = { done: Check, skipped: SkipForward, failed: X };

/** The path as it stands, with answers and notes. A press on an entry goes back to it. */
export function PathPanel({ run, onGoBack }: { run: Run; onGoBack: (place: number) => void }) {
  const { path, current_node_id, custom_steps, notes } = run.session;
  const here = current_node_id == null ? -1 : path.length - 1;
  const latest = new Map(path.map((entry, place) => [entry.node_id, place]));
  return (
    <ol className="relative">
      {path.map((entry, place) => {
        const isLatest = latest.get(entry.node_id) === place;
        return (
          <PathItem
            key={place}
            entry={entry}
            place={place}
            isHere={place === here}
            mayGo={run.mayRecord && place !== here}
            onGoBack={onGoBack}
            noteCount={isLatest ? notes.filter(({ node_id }) => node_id === entry.node_id).length : 0}
          >
            {isLatest && <AddedLines steps={custom_steps} after={entry.node_id} />}
          </PathItem>
        );
      })}
      {path.length <= 1 && here === 0 && <li className="px-2 pt-1 pl-9 text-sm text-faint">{t.empty}</li>}
    </ol>
  );
}

interface PathItemProps {
  entry: PathEntry;
  place: number;
  isHere: boolean;
  mayGo: boolean;
  noteCount: number;
  onGoBack: (place: number) => void;
  children: ReactNode;
}

function PathItem({ entry, place, isHere, mayGo, noteCount, onGoBack, children }: PathItemProps) {
  const body = (
    <>
      <span className="flex w-6 shrink-0 flex-col items-center gap-1.5 pt-1">
        <NodeDot type={entry.node_type} />
      </span>
      <span className="min-w-0 flex-1">
        <span className={cx("block text-pretty wrap-anywhere", isHere ? "font-semibold" : "text-muted")}>
          <Filled text={entry.title || entry.node_id} />
        </span>
        <Verdict entry={entry} isHere={isHere} />
        {entry.note && (
          <span className="mt-1 block border-l-2 border-line-strong pl-2 text-sm text-muted whitespace-pre-wrap wrap-anywhere line-clamp-4">
            {entry.note}
          </span>
        )}
        {noteCount > 0 && (
          <span className="mt-1 flex items-center gap-1.5 text-sm text-faint">
            <StickyNote aria-hidden className="size-3.5" />
            {t.notes(noteCount)}
          </span>
        )}
      </span>
      {entry.seconds > 0 && (
        <span className="shrink-0 pt-px text-sm text-faint tabular-nums">{formatClock(entry.seconds)}</span>
      )}
    </>
  );
  const look = "flex w-full gap-2 rounded-md px-2 py-2 text-left touch:min-h-11";
  return (
    <li
      aria-current={isHere ? "step" : undefined}
      className="relative [contain-intrinsic-size:auto_3.5rem] [content-visibility:auto] not-last:before:absolute not-last:before:top-7 not-last:before:-bottom-1.5 not-last:before:left-[1.21875rem] not-last:before:w-px not-last:before:bg-line-strong"
    >
      {mayGo ? (
        <button
          type="button"
          onClick={() => onGoBack(place)}
          title={t.goTo(place + 1, entry.title)}
          className={cx(look, "transition-colors hover:bg-hover")}
        >
          {body}
        </button>
      ) : (
        <div className={cx(look, isHere && "bg-accent-soft/70")}>{body}</div>
      )}
      {children}
    </li>
  );
}

function Verdict({ entry, isHere }: { entry: PathEntry; isHere: boolean }) {
  if (entry.option_id != null) {
    return (
      <span className="mt-0.5 flex items-start gap-1.5 font-medium">
        <CornerDownRight aria-hidden className="mt-1 size-3.5 shrink-0 text-accent-fg" />
        <span className="min-w-0 wrap-anywhere">
          <Filled text={entry.option_label || entry.option_id} />
        </span>
      </span>
    );
  }
  if (entry.result != null) {
    const Icon = RESULT_ICONS[entry.result];
    return (
      <span
        className={cx(
          "mt-0.5 flex items-center gap-1.5 font-medium",
          entry.result === "failed" ? "text-danger-fg" : entry.result === "skipped" ? "text-muted" : "",
        )}
      >
        <Icon aria-hidden className={cx("size-3.5", entry.result === "done" && "text-success")} />
        {words.results[entry.result]}
      </span>
    );
  }
  return !isHere && !isSettled(entry) && entry.left_at != null ? (
    <span className="mt-0.5 block text-sm text-faint">{t.passed}</span>
  ) : null;
}

/** The added steps after a node, a line each. */
const AddedLines = memo(function AddedLines({
  steps,
  after,
}: {
  steps: readonly CustomStep[];
  after: string;
}) {
  const added = steps.filter(({ inserted_after_node_id }) => inserted_after_node_id === after);
  if (added.length === 0) return null;
  return (
    <ul className="space-y-1 pb-1.5 pl-10">
      {added.map((step) => (
        <li key={step.id} className="flex items-center gap-2 pr-2 text-sm">
          <Badge tone="violet">{words.added}</Badge>
          <span className={cx("min-w-0 flex-1 truncate", step.done && "text-muted")}>{headingOf(step)}</span>
          {step.done && <Check aria-label={words.isDone} className="size-3.5 text-success" />}
        </li>
      ))}
    </ul>
  );
});
