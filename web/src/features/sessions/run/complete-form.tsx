import { useState, type ReactNode } from "react";
import type { Outcome } from "@/api/types";
import { strings } from "@/app/strings";
import { run as words } from "@/app/strings/run";
import { findNode } from "@/flow-model/links";
import { isSecret } from "@/flow-model/run/needs";
import { fill } from "@/flow-model/variables";
import { Button } from "@/ui/button";
import { TextArea } from "@/ui/field";
import { Kbd } from "@/ui/kbd";
import { OUTCOMES, OutcomeIcon } from "@/ui/status";
import type { Run } from "./use-run";

const t = words.completeForm;
const MOST_CHARACTERS = 10_000;

export interface CompleteFormProps {
  run: Run;
  onDone?: () => void;
  /** Beside the button that sends. */
  children?: ReactNode;
}

/** How a run ended: outcome, what was found, what remains. */
export function CompleteForm({ run, onDone, children }: CompleteFormProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(() => likelyOutcome(run));
  const [isMissing, setIsMissing] = useState(false);
  const offline = run.recording.sync === "offline";
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        setIsMissing(!outcome);
        if (!outcome) return;
        const data = new FormData(event.currentTarget);
        const text = (name: string) => String(data.get(name) ?? "").trim();
        const words = { outcome_notes: text("outcome_notes"), next_steps: text("next_steps") };
        if (run.add({ type: "completed", outcome, ...words })) onDone?.();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          event.stopPropagation();
          event.currentTarget.requestSubmit();
        }
      }}
    >
      <fieldset>
        <legend className="mb-1.5 font-medium">{t.outcome}</legend>
        <div className="flex flex-wrap gap-2">
          {OUTCOMES.map((value) => (
            <label
              key={value}
              title={t.outcomes[value]}
              className="flex h-9 cursor-pointer items-center gap-2 rounded-full border border-line-strong bg-surface pr-3.5 pl-2.5 font-medium transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring touch:h-11"
            >
              <input
                type="radio"
                name="outcome"
                value={value}
                checked={outcome === value}
                onChange={() => setOutcome(value)}
                className="sr-only"
              />
              <OutcomeIcon outcome={value} className="size-4" />
              {strings.common.outcomes[value]}
            </label>
          ))}
        </div>
        <p role={isMissing && !outcome ? "alert" : undefined} className="mt-1.5 min-h-5 text-sm text-muted">
          {outcome ? (
            t.outcomes[outcome]
          ) : isMissing ? (
            <span className="text-danger-fg">{t.outcomeMissing}</span>
          ) : null}
        </p>
      </fieldset>
      <TextArea
        label={t.notes}
        name="outcome_notes"
        rows={3}
        maxLength={MOST_CHARACTERS}
        defaultValue={run.session.outcome_notes || likelyNotes(run)}
      />
      <TextArea
        label={t.nextSteps}
        name="next_steps"
        rows={2}
        maxLength={MOST_CHARACTERS}
        placeholder={outcome ? t.nextStepsPlaceholder[outcome] : undefined}
        defaultValue={run.session.next_steps ?? ""}
      />
      {offline && <p className="text-sm text-warning-fg">{t.offline}</p>}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {children}
        <Button type="submit" variant="primary" size="lg">
          {t.submit}
          <Kbd
            keys="mod+enter"
            className="*:border-current/35 *:bg-transparent *:text-inherit touch:hidden"
          />
        </Button>
      </div>
    </form>
  );
}

/** What most runs that stand here end with; nothing where that is anybody's guess. */
function likelyOutcome({ session, node, isAtEnd }: Run): Outcome | null {
  if (!isAtEnd) return null;
  const settled = session.path.findLast(({ result, option_id }) => result != null || option_id != null);
  if (settled?.result === "failed") return null;
  const isThrough = session.progress != null && session.progress.done === session.progress.total;
  return node || isThrough ? "resolved" : null;
}

/** The solution in words. Without secrets: these words leave the device. */
function likelyNotes({ document, session, isAtEnd }: Run): string {
  const node = findNode(document, session.current_node_id);
  if (!isAtEnd || node?.type !== "solution") return "";
  const secrets = (document.intake ?? []).filter(isSecret).map(({ name }) => [name, "••••"]);
  return fill(node.title, { ...session.variables, ...Object.fromEntries(secrets) });
}
