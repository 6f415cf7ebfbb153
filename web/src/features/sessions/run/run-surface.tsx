import { Eye, Pause, Play } from "lucide-react";
import { Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { IntakeVariable, Person } from "@/api/types";
import { run as words } from "@/app/strings/run";
import { isOrdered } from "@/flow-model/kinds";
import { fill } from "@/flow-model/variables";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";
import { PageTitle } from "@/ui/page";
import type { SessionWithFlow } from "../queries";
import { TryOutBadge } from "../try-out";
import { Banner } from "./banner";
import { ChecklistPanel } from "./checklist-panel";
import { Completing } from "./completing";
import { FilledTexts, PlainTexts } from "./filled";
import {
  CompleteDialog,
  ConfirmBack,
  EndPanel,
  fetchParts,
  InsertStepDialog,
  JumpDialog,
  SetbackNote,
} from "./lazy-parts";
import { Moves, PanelHead, PhoneBar } from "./moves";
import { PathPanel } from "./path-panel";
import { useRunActions } from "./run-actions";
import { RunBar, togglePause } from "./run-bar";
import { Scrolled } from "./scrolled";
import { StepView } from "./step-view";
import { useCopyNext, useLeaveWhenOver, useLookout, useStepHeading } from "./use-lookout";
import { useRun } from "./use-run";

const t = words;
const NO_INTAKE: IntakeVariable[] = [];

type Open = "jump" | "insert" | "complete" | "path" | { backTo: number };

/** The page on which a run is worked through: one step large, the path beside it. */
export function RunSurface({ loaded, me }: { loaded: SessionWithFlow; me: Person }) {
  const run = useRun(loaded, me);
  const { session, document: flow, recording, desk, move } = run;
  const [open, setOpen] = useState<Open | null>(null);
  const [showSecrets, setShowSecrets] = useState(false);
  const heading = useStepHeading();
  const note = useRef<HTMLTextAreaElement>(null);
  const endForm = useRef<HTMLDivElement>(null);

  const close = useCallback(() => setOpen(null), []);
  const openJump = () => setOpen("jump");
  const openInsert = () => setOpen("insert");
  const focusNote = () => note.current?.focus();
  const backTo = useCallback((backTo: number) => setOpen({ backTo }), []);
  const jump = useCallback((node_id: string) => void move({ type: "jumped", node_id }), [move]);
  const complete = () => {
    // At the end the form is on the page already.
    const field = endForm.current?.querySelector<HTMLElement>("input:checked, input");
    if (field) field.focus();
    else setOpen("complete");
  };

  useEffect(fetchParts, []);
  useLookout(run, loaded);
  useLeaveWhenOver(run);
  useRunActions(run, {
    goBack: () => run.goBack(undefined, "b"),
    jump: openJump,
    insert: openInsert,
    complete,
    sendEnding: () => endForm.current?.querySelector("form")?.requestSubmit(),
    copyNext: useCopyNext(run),
    focusNote,
  });

  const isChecklist = isOrdered(flow.kind);
  const panelTitle = isChecklist ? t.path.steps : t.path.title;
  const panelName = isChecklist ? t.path.steps : t.path.short;
  const panel = (
    <PlainTexts>
      {isChecklist ? (
        <ChecklistPanel run={run} onGoBack={backTo} onJump={jump} />
      ) : (
        <PathPanel run={run} onGoBack={backTo} />
      )}
    </PlainTexts>
  );
  const title = fill(run.node?.title || t.end.whatNow, session.variables);

  return (
    <FilledTexts intake={flow.intake ?? NO_INTAKE} values={run.values} showSecrets={showSecrets}>
      <PageTitle title={t.tabTitle(title, session.tree.name)} />
      <div data-focus-surface className="flex min-h-dvh flex-col">
        <RunBar run={run} onComplete={complete} />
        <div className="grid flex-1 grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_21rem]">
          <div className="mx-auto w-full max-w-3xl px-4 pt-5 pb-28 sm:px-8 sm:pt-8 lg:pb-12">
            {/* In the bar where there is room for it. */}
            <p className="mb-3 empty:hidden sm:hidden">
              <TryOutBadge session={session} />
            </p>
            {recording.setback && (
              <Suspense fallback={null}>
                <SetbackNote
                  document={flow}
                  setback={recording.setback}
                  onDismiss={() => desk.recorder.dismissSetback()}
                />
              </Suspense>
            )}
            {session.status === "in_progress" && !session.permissions.record && (
              <Banner icon={Eye} title={t.watching(session.user.name)} text={t.watchingText} />
            )}
            {session.paused && (
              <Banner icon={Pause} title={t.paused} text={t.pausedText}>
                {run.mayRecord && (
                  <Button icon={Play} onClick={() => togglePause(run)}>
                    {t.resume} <Kbd keys="p" className="touch:hidden" />
                  </Button>
                )}
              </Banner>
            )}
            {session.status !== "in_progress" ? (
              <Completing run={run} headingRef={heading} />
            ) : run.isAtEnd ? (
              <Suspense fallback={null}>
                <EndPanel
                  key={run.stay}
                  run={run}
                  headingRef={heading}
                  noteRef={note}
                  formRef={endForm}
                  showSecrets={showSecrets}
                  onShowSecrets={setShowSecrets}
                />
              </Suspense>
            ) : (
              <StepView
                key={run.stay}
                run={run}
                headingRef={heading}
                noteRef={note}
                showSecrets={showSecrets}
                onShowSecrets={setShowSecrets}
              />
            )}
            {run.mayRecord && <Moves run={run} onJump={openJump} onInsert={openInsert} />}
          </div>
          <aside aria-labelledby="panel-title" className="hidden border-l border-line bg-surface lg:block">
            <Scrolled here={run.stay} className={session.progress ? "top-20" : "top-14"}>
              <PanelHead run={run} title={panelTitle} />
              {panel}
            </Scrolled>
          </aside>
        </div>
        <PhoneBar
          run={run}
          panelName={panelName}
          onJump={openJump}
          onInsert={openInsert}
          onNote={focusNote}
          onPath={() => setOpen("path")}
        />
      </div>

      <Suspense fallback={null}>
        {open === "jump" && <JumpDialog run={run} onJump={jump} onClose={close} />}
        {open === "insert" && <InsertStepDialog run={run} onClose={close} />}
        {open === "complete" && <CompleteDialog run={run} onClose={close} />}
        {open !== null && typeof open === "object" && (
          <ConfirmBack run={run} place={open.backTo} onClose={close} />
        )}
      </Suspense>
      {open === "path" && (
        <Dialog title={panelTitle} size="lg" onClose={close}>
          {panel}
        </Dialog>
      )}
    </FilledTexts>
  );
}
