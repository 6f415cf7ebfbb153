import type { Ref } from "react";
import type { FlowNode } from "@/api/types";
import { run as words } from "@/app/strings/run";
import { cx } from "@/ui/cx";
import { Answers, Results } from "./answers";
import { CustomSteps } from "./custom-steps";
import { NoteField } from "./note-field";
import { SectionNote } from "./section-note";
import { StepBody } from "./step-body";
import { StepHead } from "./step-head";
import type { RunAtStep } from "./use-run";
import { ValuesPanel } from "./values-panel";

export interface StepViewProps {
  run: RunAtStep;
  headingRef: Ref<HTMLHeadingElement>;
  /** Absent: there are no notes. */
  noteRef?: Ref<HTMLTextAreaElement>;
  showSecrets: boolean;
  onShowSecrets: (shown: boolean) => void;
  /** The answers stay in sight while a long step is read. */
  isDocked?: boolean;
}

/** Stays at the foot of the screen while a long step is read. */
const DOCK = cx(
  "sticky bottom-14 z-1 bg-bg pb-2 lg:bottom-0",
  "before:pointer-events-none before:absolute before:inset-x-0 before:-top-5 before:h-5 before:bg-linear-to-t before:from-bg",
);
const MOST_DOCKED = 3;
const MOST_LETTERS = 50;

/** Whether the answers take so little room that they can always be seen. */
function isShort({ type, options = [] }: FlowNode): boolean {
  if (type !== "decision") return true;
  return options.length <= MOST_DOCKED && options.every(({ label }) => label.length <= MOST_LETTERS);
}

/** The step where the run stands: what it says, and what can be answered. */
export function StepView(props: StepViewProps) {
  const { run, headingRef, noteRef, showSecrets, onShowSecrets, isDocked = true } = props;
  const { node } = run;
  if (!node) return null;
  return (
    <div className="animate-fade space-y-5">
      <StepHead run={run} headingRef={headingRef} />
      <ValuesPanel run={run} showSecrets={showSecrets} onShowSecrets={onShowSecrets} />
      <SectionNote run={run} />
      <StepBody run={run} node={node} />
      <CustomSteps run={run} />
      <div className={cx("pt-1", isDocked && isShort(node) && DOCK)}>
        {node.type === "decision" ? <Answers run={run} node={node} /> : <Results run={run} />}
        {run.mayRecord && !run.mayAnswer && (
          <p className="mt-2 text-sm text-warning-fg">{words.needsFirst}</p>
        )}
      </div>
      {noteRef && <NoteField run={run} fieldRef={noteRef} />}
    </div>
  );
}
