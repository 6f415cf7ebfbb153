import { useState } from "react";
import { api, ok } from "@/api/client";
import type { Outcome, Session } from "@/api/types";
import { strings } from "@/app/strings";
import { session as t } from "@/app/strings/history";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { SelectField, TextArea } from "@/ui/field";
import { OUTCOMES } from "../history/filters";
import { keep } from "./queries";

/** Closes a session: how it ended, what was found, what remains. */
export function CompleteDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const [outcome, setOutcome] = useState<Outcome>("resolved");
  const [notes, setNotes] = useState(session.outcome_notes ?? "");
  const [steps, setSteps] = useState(session.next_steps ?? "");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const complete = async () => {
    setPending(true);
    setProblem(null);
    try {
      const body = { outcome, outcome_notes: notes, next_steps: steps, expected_seq: session.seq };
      keep(
        await ok(api.POST("/api/v1/sessions/{id}/complete", { params: { path: { id: session.id } }, body })),
      );
      onClose();
    } catch (error) {
      setProblem(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog title={t.completeTitle} size="lg" sticky onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) void complete();
        }}
      >
        <SelectField
          label={t.outcomes}
          value={outcome}
          onChange={(event) => setOutcome(event.target.value as Outcome)}
        >
          {OUTCOMES.map((value) => (
            <option key={value} value={value}>
              {strings.common.outcomes[value]}
            </option>
          ))}
        </SelectField>
        <TextArea
          label={t.outcomeNotes}
          value={notes}
          maxLength={10_000}
          onChange={(event) => setNotes(event.target.value)}
        />
        <TextArea
          label={t.nextSteps}
          value={steps}
          maxLength={10_000}
          onChange={(event) => setSteps(event.target.value)}
        />
        {problem !== null && <ErrorNote error={problem} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {t.complete}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
