import type { Ref } from "react";
import { CompleteForm } from "./complete-form";
import { CustomSteps } from "./custom-steps";
import { EndCard } from "./end-card";
import { NoteField } from "./note-field";
import type { Run } from "./use-run";

export interface EndPanelProps {
  run: Run;
  headingRef: Ref<HTMLHeadingElement>;
  noteRef: Ref<HTMLTextAreaElement>;
  showSecrets: boolean;
  onShowSecrets: (shown: boolean) => void;
  /** Around the form that completes the run. */
  formRef: Ref<HTMLDivElement>;
}

/** Where nothing more is asked: a solution, the end of a checklist, or an answer that leads nowhere yet. */
export function EndPanel({ run, noteRef, formRef, ...card }: EndPanelProps) {
  return (
    <EndCard run={run} {...card}>
      <CustomSteps run={run} />
      <NoteField run={run} fieldRef={noteRef} />
      {run.mayRecord && (
        <div ref={formRef} className="border-t border-line pt-5">
          <CompleteForm run={run} />
        </div>
      )}
    </EndCard>
  );
}
