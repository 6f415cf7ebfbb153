import { useState } from "react";
import { api, ok } from "@/api/client";
import type { Session } from "@/api/types";
import { strings } from "@/app/strings";
import { session as t } from "@/app/strings/history";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { OutcomeForm, type Ending } from "../outcome-form";
import { keep } from "./queries";

/** Closes a session from outside its run page. */
export function CompleteDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const complete = async (ending: Ending) => {
    setPending(true);
    setProblem(null);
    try {
      const body = { ...ending, expected_seq: session.seq };
      const params = { path: { id: session.id } };
      keep(await ok(api.POST("/api/v1/sessions/{id}/complete", { params, body })));
      onClose();
    } catch (error) {
      setProblem(error);
      setPending(false);
    }
  };
  return (
    <Dialog title={t.completeTitle} size="lg" sticky onClose={onClose}>
      <OutcomeForm
        initial={{
          outcome: null,
          notes: session.outcome_notes ?? "",
          nextSteps: session.next_steps ?? "",
        }}
        pending={pending}
        remarks={problem !== null && <ErrorNote error={problem} />}
        onComplete={(ending) => void complete(ending)}
      >
        <Button size="lg" onClick={onClose}>
          {strings.common.cancel}
        </Button>
      </OutcomeForm>
    </Dialog>
  );
}
