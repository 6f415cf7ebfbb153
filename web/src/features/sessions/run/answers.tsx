import { ArrowRight, Check, SkipForward, X, type LucideIcon } from "lucide-react";
import type { FlowNode, StepResult } from "@/api/types";
import { useCharacterKeys } from "@/app/character-keys";
import { run as words } from "@/app/strings/run";
import { cx } from "@/ui/cx";
import { Filled } from "@/ui/filling";
import { Kbd } from "@/ui/kbd";
import type { RunAtStep } from "./use-run";

const t = words;

const BIG = cx(
  "group flex w-full min-w-0 items-center gap-3.5 rounded-lg border bg-surface px-3.5 py-3 text-left text-lg font-medium shadow-sm",
  "transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55 disabled:shadow-none",
);

/** The answers of a question, each with its number as its key. */
export function Answers({ run, node }: { run: RunAtStep; node: FlowNode }) {
  const options = node.options ?? [];
  if (options.length === 0) return <p className="text-muted">{t.noAnswers}</p>;
  return (
    <ul aria-label={t.answers} className="space-y-2">
      {options.map((option, place) => {
        const isBefore = run.before?.option_id === option.id;
        return (
          <li key={option.id}>
            <button
              type="button"
              disabled={!run.mayRecord || !run.mayAnswer}
              onClick={(event) => {
                // The second half of a double click is about the step before.
                if (event.detail < 2) answer(run, option.id);
              }}
              className={cx(
                BIG,
                isBefore ? "border-accent-line" : "border-line-strong",
                "enabled:hover:border-accent enabled:hover:bg-accent-soft",
              )}
            >
              <Kbd
                isNumber
                keys={place < 9 ? String(place + 1) : "·"}
                className="*:h-7 *:min-w-7 *:rounded-md *:text-base *:font-semibold *:text-fg"
              />
              <span className="min-w-0 flex-1 wrap-anywhere">
                <Filled text={option.label || option.id} />
                {isBefore && <span className="ml-2 text-sm font-normal text-accent-fg">{t.before}</span>}
              </span>
              <ArrowRight
                aria-hidden
                className="size-4.5 shrink-0 text-faint transition-transform group-enabled:group-hover:translate-x-0.5 group-enabled:group-hover:text-accent-fg"
              />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const LOOKS: Record<StepResult, { icon: LucideIcon; look: string; tint: string }> = {
  done: {
    icon: Check,
    look: "border-accent bg-accent text-on-accent enabled:hover:bg-accent-hover sm:flex-1",
    tint: "",
  },
  skipped: {
    icon: SkipForward,
    look: "border-line-strong bg-surface enabled:hover:bg-hover",
    tint: "text-faint",
  },
  failed: {
    icon: X,
    look: "border-line-strong bg-surface enabled:hover:border-danger-line enabled:hover:bg-danger-soft",
    tint: "text-danger",
  },
};
export const RESULTS: readonly StepResult[] = ["done", "skipped", "failed"];

/** What became of a step. */
export function Results({ run }: { run: RunAtStep }) {
  const hasKeys = useCharacterKeys();
  return (
    <div className="flex flex-wrap gap-2">
      {RESULTS.map((result) => {
        const { icon: Icon, look, tint } = LOOKS[result];
        const keys = t.resultKeys[result];
        return (
          <button
            key={result}
            type="button"
            disabled={!run.mayRecord || !run.mayAnswer}
            aria-keyshortcuts={hasKeys ? keys : undefined}
            onClick={(event) => {
              if (event.detail < 2) finish(run, result);
            }}
            className={cx(
              "inline-flex h-12 items-center justify-center gap-2.5 rounded-lg border px-5 text-lg font-medium shadow-sm transition-colors duration-100 disabled:opacity-55 disabled:shadow-none",
              look,
              result === "done" ? "max-sm:w-full" : "max-sm:flex-1",
            )}
          >
            <Icon aria-hidden className={cx("size-4.5", tint)} />
            {t.resultActions[result]}
            <Kbd silent keys={keys} className={result === "done" ? ON_ACCENT : "max-sm:hidden"} />
          </button>
        );
      })}
    </div>
  );
}

const ON_ACCENT = "max-sm:hidden *:border-current/35 *:bg-transparent *:text-inherit";

/** Gives the answer, with the note if there is one. */
export function answer(run: RunAtStep, optionId: string, key?: string): void {
  if (!run.node) return;
  const note = run.draft.trim() || undefined;
  const event = { type: "answered" as const, node_id: run.node.id, option_id: optionId, note };
  if (run.move(event, key)) run.setDraft("");
}

/** Marks the step, with the note if there is one. */
export function finish(run: RunAtStep, result: StepResult, key?: string): void {
  if (!run.node) return;
  const note = run.draft.trim() || undefined;
  if (run.move({ type: "completed_step", node_id: run.node.id, result, note }, key)) run.setDraft("");
}

/** Saves the note by itself, about the step where the run stands. */
export function saveNote(run: RunAtStep): boolean {
  const note = run.draft.trim();
  const about = run.session.current_node_id ?? run.session.path.at(-1)?.node_id;
  if (note === "" || !run.add({ type: "noted", note, node_id: about })) return false;
  run.setDraft("");
  return true;
}
