import type { ReactNode } from "react";
import type { Outcome } from "@/api/types";
import { run as words } from "@/app/strings/run";
import { findNode } from "@/flow-model/links";
import { isSecret } from "@/flow-model/run/needs";
import { fill } from "@/flow-model/variables";
import { OutcomeForm } from "../outcome-form";
import { saveNote } from "./answers";
import type { Run } from "./use-run";

export interface CompleteFormProps {
  run: Run;
  onDone?: () => void;
  /** Beside the button that sends. */
  children?: ReactNode;
}

/** Completes the run, also without a connection: what is in the way of that is said when it is sent. */
export function CompleteForm({ run, onDone, children }: CompleteFormProps) {
  const { session, recording } = run;
  const initial = {
    outcome: likelyOutcome(run),
    notes: session.outcome_notes || likelyNotes(run),
    nextSteps: session.next_steps ?? "",
  };
  return (
    <OutcomeForm
      initial={initial}
      remarks={
        recording.sync === "offline" && (
          <p className="text-sm text-warning-fg">{words.completeForm.offline}</p>
        )
      }
      onComplete={(ending) => {
        // What is still in the note's field is meant for the report, too.
        saveNote(run);
        if (run.add({ type: "completed", ...ending })) onDone?.();
      }}
    >
      {children}
    </OutcomeForm>
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
