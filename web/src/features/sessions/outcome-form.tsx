import { useState, type ReactNode } from "react";
import type { Outcome } from "@/api/types";
import { strings } from "@/app/strings";
import { run as words } from "@/app/strings/run";
import { Button } from "@/ui/button";
import { TextArea } from "@/ui/field";
import { Kbd } from "@/ui/kbd";
import { OUTCOMES, OutcomeIcon } from "@/ui/status";

const t = words.completeForm;
const MOST_CHARACTERS = 10_000;

/** How a run ended, in the words of the API. */
export interface Ending {
  outcome: Outcome;
  outcome_notes: string;
  next_steps: string;
}

export interface OutcomeFormProps {
  /** What is there before anything is typed. */
  initial: { outcome: Outcome | null; notes: string; nextSteps: string };
  pending?: boolean;
  onComplete: (ending: Ending) => void;
  /** Below the fields: what went wrong, what will happen. */
  remarks?: ReactNode;
  /** Beside the button that sends. */
  children?: ReactNode;
}

/** Asks how a run ended: outcome, what was found, what remains. */
export function OutcomeForm({ initial, pending, onComplete, remarks, children }: OutcomeFormProps) {
  const [outcome, setOutcome] = useState(initial.outcome);
  const [isMissing, setIsMissing] = useState(false);
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        setIsMissing(!outcome);
        if (!outcome || pending) return;
        const data = new FormData(event.currentTarget);
        const text = (name: string) => String(data.get(name) ?? "").trim();
        onComplete({ outcome, outcome_notes: text("outcome_notes"), next_steps: text("next_steps") });
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
        defaultValue={initial.notes}
      />
      <TextArea
        label={t.nextSteps}
        name="next_steps"
        rows={2}
        maxLength={MOST_CHARACTERS}
        placeholder={outcome ? t.nextStepsPlaceholder[outcome] : undefined}
        defaultValue={initial.nextSteps}
      />
      {remarks}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {children}
        <Button type="submit" variant="primary" size="lg" pending={pending}>
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
