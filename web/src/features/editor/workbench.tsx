import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Tree } from "@/api/types";
import { overlays } from "@/app/overlays";
import { canvas as c } from "@/app/strings/canvas";
import { editor as t } from "@/app/strings/editor";
import { flowQuery } from "@/features/flows/queries";
import { fieldOf } from "@/flow-model/findings";
import { isOrdered } from "@/flow-model/kinds";
import { findNode, startOf } from "@/flow-model/links";
import { useAnnouncer } from "@/ui/announcer";
import { Dialog } from "@/ui/dialog";
import { PageTitle } from "@/ui/page";
import { toast } from "@/ui/toast";
import { Canvas } from "./canvas/canvas";
import { ConnectDialog } from "./canvas/connect-dialog";
import { Columns, ViewSwitch } from "./columns";
import { EditorBar } from "./editor-bar";
import { FindBar } from "./find-bar";
import { FindingsList } from "./findings-list";
import { FormColumn, FormSheet } from "./form-part";
import { LeaveGuard } from "./leave-guard";
import { OutlinePane } from "./outline/outline-pane";
import { RemoveDialog } from "./remove-dialog";
import { linesOf, WHOLE_FLOW } from "./session";
import { SaveDialogs } from "./save-dialogs";
import { useCommands } from "./use-commands";
import { EditorContext, useEditor, useEditorState, useSaveState } from "./use-editor";
import { useClipboard } from "./use-clipboard";
import { useEditorActions } from "./use-editor-actions";
import { useFind } from "./use-find";
import { useFocusRequest } from "./use-focus-request";
import { useSession } from "./use-keeping";
import { useParts } from "./use-parts";
import { useValidation } from "./use-validation";

const PasteDialog = lazy(() => import("./paste-dialog"));
const PreviewDialog = lazy(() => import("./preview/preview-dialog"));

/** The editor's page: outline, canvas, form and findings of one flow. */
export function Workbench({ flow: opened }: { flow: Tree }) {
  const search = useSearch({ from: "/app/flows/$flowId/edit" });
  const session = useSession(opened, search.node ?? (search.finding ? WHOLE_FLOW : undefined));
  const flow = useQuery(flowQuery(opened.id)).data ?? opened;
  const { history, fresh } = useEditorState(session);
  const { document, meta } = history.draft;
  const saving = useSaveState(session);
  const validation = useValidation(flow.id, document, opened.findings);
  const { findings } = validation;
  const shown = useMemo(
    () => findings.filter(({ node_id }) => fresh === null || node_id !== fresh),
    [findings, fresh],
  );

  const hasCanvas = !isOrdered(document.kind);
  const parts = useParts({
    hasCanvas,
    hasErrors: opened.findings.some(({ severity }) => severity === "error"),
  });
  const { isWide, view, views, drawn, findingsOpen, setFindingsOpen, makeRoom, settle } = parts;
  const [formOpen, setFormOpen] = useState(search.node !== undefined || search.finding !== undefined);
  const [solving, setSolving] = useState(false);
  const [tryingFrom, setTryingFrom] = useState<string | null>(null);
  const { place: formPlace, ask } = useFocusRequest();
  const { say, region } = useAnnouncer();
  const finder = useFind(session);

  // Where a link led to: the finding that is to be mended.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const finding = opened.findings.find(
      ({ code, node_id }) =>
        code === search.finding && (search.node === undefined || node_id === search.node),
    );
    if (finding) ask(fieldOf(finding, session.node));
  }, [opened, search, session, ask]);

  // A conflict is told once by itself, and then stays in the bar.
  const isConflict = saving.status === "conflict";
  const [toldConflict, setTold] = useState(false);
  if (isConflict !== toldConflict) {
    setTold(isConflict);
    if (isConflict) setSolving(true);
  }

  const openForm = useCallback(
    (field?: string) => {
      setFormOpen(true);
      if (field !== undefined) ask(field);
    },
    [ask],
  );
  const closeSheet = () => {
    setFormOpen(false);
    session.leaveFresh();
  };
  const { editor, removal, connecting } = useCommands({
    flowId: opened.id,
    session,
    findings: shown,
    found: finder,
    say,
    openForm,
    makeRoom,
    settle,
    tryFrom: setTryingFrom,
  });

  const publish = async () => {
    if (!(await session.saver.saveNow())) {
      if (session.saver.state.status === "conflict") setSolving(true);
      else toast.problem(new Error(t.published.notSavedText));
      return;
    }
    overlays.open({ name: "publish", flowId: flow.id });
  };
  const clipboard = useClipboard(editor);
  useEditorActions({ editor, parts, finder, clipboard, publish });

  const isSheetOpen = !isWide && formOpen;
  const viewSwitch = { view, views, onChange: parts.setView };
  const findingsList = <FindingsList validation={validation} onClose={() => setFindingsOpen(false)} />;
  return (
    <EditorContext value={editor}>
      <PageTitle title={t.title(meta.name)} />
      <div
        data-full-height
        className="flex h-[calc(100dvh-3.25rem-3.5rem-env(safe-area-inset-bottom))] flex-col lg:h-dvh"
      >
        <EditorBar
          flow={flow}
          session={session}
          findings={findings}
          showsFindings={findingsOpen}
          onFindings={() => setFindingsOpen(!findingsOpen)}
          onPublish={() => void publish()}
          onTry={() => editor.tryFrom(startOf(document)?.id)}
          onAbout={() => editor.show(WHOLE_FLOW, "name")}
          onCollapseAll={(isCollapsed) =>
            session.setCollapsed(
              new Set(
                isCollapsed
                  ? linesOf(document).flatMap(({ key, hasChildren }) => (hasChildren ? key : []))
                  : [],
              ),
            )
          }
          onSolve={() => {
            // What was changed since may have solved it.
            void session.saver.tryAgain().then((isSaved) => setSolving(!isSaved));
          }}
          views={hasCanvas && isWide ? <ViewSwitch {...viewSwitch} /> : null}
        />
        {hasCanvas && !isWide && (
          <div className="border-b border-line bg-surface p-1.5">
            <ViewSwitch {...viewSwitch} className="w-full" />
          </div>
        )}
        {finder.isOpen && (
          <FindBar
            finder={finder}
            onClose={() => {
              finder.close();
              parts.goTo(drawn.canvas ? "canvas" : "outline");
            }}
          />
        )}
        <Columns view={view} findings={parts.hasFindings ? findingsList : null}>
          {drawn.outline && (
            <div data-part className="min-h-0 border-line bg-surface lg:border-r">
              <OutlinePane onOpen={() => setFormOpen(true)} onEdit={editor.editChosen} />
            </div>
          )}
          {drawn.canvas && (
            <section data-part aria-label={c.label} className="min-h-0 border-line lg:border-r">
              <Canvas />
            </section>
          )}
          {isWide && <FormColumn place={formPlace} isRoomy={view === "outline"} onLeave={parts.goBack} />}
        </Columns>
      </div>
      {/* What lies under a sheet is not heard. */}
      {!isSheetOpen && region}
      {isSheetOpen && <FormSheet place={formPlace} region={region} onClose={closeSheet} />}
      {findingsOpen && !parts.hasFindings && (
        <Dialog title={t.findings.title} bare sheet onClose={() => setFindingsOpen(false)} size="lg">
          <div className="pb-4">{findingsList}</div>
        </Dialog>
      )}
      {removal && <RemoveDialog {...removal} />}
      {connecting && <Connect {...connecting} />}
      <SaveDialogs flowId={flow.id} session={session} isOpen={solving} onClose={() => setSolving(false)} />
      {tryingFrom !== null && (
        <Suspense fallback={null}>
          <PreviewDialog
            document={document}
            from={tryingFrom}
            onClose={() => setTryingFrom(null)}
            onEdit={(id) => {
              setTryingFrom(null);
              editor.show(id, "title");
            }}
          />
        </Suspense>
      )}
      {clipboard.pasted !== null && (
        <Suspense fallback={null}>
          <PasteDialog text={clipboard.pasted} onClose={clipboard.close} />
        </Suspense>
      )}
      <LeaveGuard session={session} />
    </EditorContext>
  );
}

type ConnectProps = NonNullable<ReturnType<typeof useCommands>["connecting"]>;

function Connect({ connecting: { node, way }, ...asked }: ConnectProps) {
  const { session } = useEditor();
  const from = findNode(session.document, node);
  return from ? <ConnectDialog node={from} way={way} {...asked} /> : null;
}
