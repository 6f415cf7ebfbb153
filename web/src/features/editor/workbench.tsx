import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { Tree } from "@/api/types";
import { usePageActions } from "@/app/actions";
import { overlays } from "@/app/overlays";
import { strings } from "@/app/strings";
import { editor as t } from "@/app/strings/editor";
import { flowQuery } from "@/features/flows/queries";
import { move } from "@/flow-model/edits";
import { fieldOf } from "@/flow-model/findings";
import { startOf } from "@/flow-model/links";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { PageTitle } from "@/ui/page";
import { toast } from "@/ui/toast";
import { useMedia, WIDE } from "@/ui/use-media";
import { editorActions, focusOutline } from "./actions";
import { added, behindChosen, duplicated, removed, type Where } from "./commands";
import { ClashDialog } from "./clash-dialog";
import { EditorBar } from "./editor-bar";
import { FindingsList } from "./findings-list";
import { FlowForm } from "./form/flow-form";
import { NodeForm } from "./form/node-form";
import { LeaveGuard } from "./leave-guard";
import { OutlinePane } from "./outline/outline-pane";
import { StaleDialog } from "./stale-dialog";
import { RemoveDialog, type Removal } from "./remove-dialog";
import { linesOf, nodeOf, WHOLE_FLOW, type EditorSession } from "./session";
import { EditorContext, useEditorState, useSaveState, type Editor } from "./use-editor";
import { useFocusRequest } from "./use-focus-request";
import { useSession } from "./use-keeping";
import { useValidation } from "./use-validation";

const PreviewDialog = lazy(() => import("./preview/preview-dialog"));

/** From which width on findings have a column of their own. */
const VERY_WIDE = "(min-width: 84rem)";

/** The editor's page: outline, form and findings of one flow. */
export function Workbench({ flow: opened }: { flow: Tree }) {
  const search = useSearch({ from: "/app/flows/$flowId/edit" });
  const session = useSession(opened, search.node ?? (search.finding ? WHOLE_FLOW : undefined));
  const flow = useQuery(flowQuery(opened.id)).data ?? opened;
  const { history, cursor } = useEditorState(session);
  const { document, meta } = history.draft;
  const saving = useSaveState(session);
  const validation = useValidation(flow.id, document, opened.findings);
  const { findings } = validation;

  const isWide = useMedia(WIDE);
  const isVeryWide = useMedia(VERY_WIDE);
  const [formOpen, setFormOpen] = useState(search.node !== undefined || search.finding !== undefined);
  const [findingsOpen, setFindingsOpen] = useState(
    // On a narrow screen they would lie over what one came for.
    isVeryWide && opened.findings.some(({ severity }) => severity === "error"),
  );
  const [removal, setRemoval] = useState<Removal | null>(null);
  const [solving, setSolving] = useState(false);
  const [tryingFrom, setTryingFrom] = useState<string | null>(null);
  const { place: formPlace, ask } = useFocusRequest();

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

  const editor = useMemo<Editor>(() => {
    const show = (key: string, field?: string) => {
      session.goTo(key);
      setFormOpen(true);
      if (!isVeryWide) setFindingsOpen(false);
      if (field !== undefined) ask(field);
    };
    const edit = (where: Where) => {
      const { changes, id } = added(session, where);
      session.edit(changes, { cursor: id });
      setFormOpen(true);
      ask("title");
    };
    return {
      flowId: opened.id,
      session,
      findings,
      show,
      add: edit,
      remove: () => {
        const asking = behindChosen(session);
        if (asking) setRemoval({ id: asking.node.id, title: asking.node.title, behind: asking.behind });
        else removeChosen(session, false);
      },
      duplicate: () => {
        const copy = duplicated(session, t.copyOf);
        if (copy) session.edit(copy.changes, { cursor: copy.id });
      },
      move: (direction) => {
        const { line } = session;
        if (line) session.edit(move(session.document, { id: line.node?.id, via: line.via }, direction));
      },
      tryFrom: (id) => setTryingFrom(id ?? session.node?.id ?? startOf(session.document)?.id ?? null),
    };
  }, [session, findings, opened.id, isVeryWide, ask]);

  const publish = async () => {
    if (!(await session.saver.saveNow())) {
      if (session.saver.state.status === "conflict") setSolving(true);
      else toast.problem(new Error(t.published.notSavedText));
      return;
    }
    overlays.open({ name: "publish", flowId: flow.id });
  };
  const latestPublish = useRef(publish);
  useEffect(() => {
    latestPublish.current = publish;
  });
  const actions = useMemo(
    () =>
      editorActions({
        editor,
        publish: () => void latestPublish.current(),
        toggleFindings: () => setFindingsOpen((before) => !before),
        about: () => editor.show(WHOLE_FLOW, "name"),
      }),
    [editor],
  );
  usePageActions(actions);

  const line = linesOf(document).find(({ key }) => key === cursor);
  const node = nodeOf(line);
  const form =
    node && line ? (
      <NodeForm key={node.id} node={node} option={line.node ? undefined : line.via?.link.option?.id} />
    ) : (
      <FlowForm />
    );
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
        />
        <Columns findings={isVeryWide && findingsOpen ? findingsList : null}>
          <div className="min-h-0 border-line bg-surface lg:border-r">
            <OutlinePane
              onOpen={() => setFormOpen(true)}
              onEdit={() => {
                setFormOpen(true);
                ask(session.state.cursor === WHOLE_FLOW ? "name" : session.line?.node ? "title" : "options");
              }}
            />
          </div>
          {isWide && (
            <section
              ref={formPlace}
              aria-label={t.form}
              onKeyDown={(event) => {
                if (event.key === "Escape" && !event.defaultPrevented) focusOutline();
              }}
              className="min-h-0 overflow-y-auto"
            >
              <div className="mx-auto max-w-2xl px-5 pt-4 pb-16">{form}</div>
            </section>
          )}
        </Columns>
      </div>
      {!isWide && formOpen && (
        <Dialog
          title={node ? strings.common.nodeTypes[node.type] : t.wholeFlow}
          bare
          onClose={() => setFormOpen(false)}
          className="max-sm:h-[92dvh]"
          size="lg"
        >
          <div ref={formPlace}>
            <SheetBar onClose={() => setFormOpen(false)} />
            <div className="px-4 pt-3 pb-8">{form}</div>
          </div>
        </Dialog>
      )}
      {!isVeryWide && findingsOpen && (
        <Dialog title={t.findings.title} bare onClose={() => setFindingsOpen(false)} size="lg">
          <div className="pb-4">{findingsList}</div>
        </Dialog>
      )}
      {removal && (
        <RemoveDialog
          removal={removal}
          onClose={() => setRemoval(null)}
          onRemove={(withBranch) => {
            setRemoval(null);
            removeChosen(session, withBranch);
          }}
        />
      )}
      {solving && saving.status === "conflict" && saving.conflicts.length > 0 && (
        <ClashDialog flowId={flow.id} session={session} state={saving} onClose={() => setSolving(false)} />
      )}
      {solving && saving.status === "conflict" && saving.conflicts.length === 0 && (
        <StaleDialog flowId={flow.id} session={session} onClose={() => setSolving(false)} />
      )}
      {solving && saving.status === "refused" && (
        <Dialog
          title={t.save.refusedTitle}
          description={t.save.refusedText}
          onClose={() => setSolving(false)}
        >
          <ErrorNote error={saving.problem} />
        </Dialog>
      )}
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
      <LeaveGuard session={session} />
    </EditorContext>
  );
}

function Columns({ findings, children }: { findings: ReactNode; children: ReactNode }) {
  const columns = findings
    ? "lg:grid-cols-[minmax(20rem,5fr)_minmax(22rem,6fr)_18rem]"
    : "lg:grid-cols-[minmax(20rem,2fr)_minmax(22rem,3fr)]";
  return (
    <div className={`grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] ${columns}`}>
      {children}
      {findings && (
        <aside aria-label={t.findings.title} className="min-h-0 border-l border-line bg-surface">
          {findings}
        </aside>
      )}
    </div>
  );
}

/** On narrow screens above the form: the way back. */
function SheetBar({ onClose }: { onClose: () => void }) {
  return (
    <div className="sticky top-0 z-10 flex h-13 items-center border-b border-line bg-raised px-2">
      <Button variant="ghost" icon={ArrowLeft} onClick={onClose}>
        {t.closeForm}
      </Button>
    </div>
  );
}

function removeChosen(session: EditorSession, withBranch: boolean): void {
  const done = removed(session, withBranch);
  if (!done) return;
  session.edit(done.changes);
  toast.success(done.count > 1 ? t.removing.doneBranch(done.count) : t.removing.done(done.title), {
    action: { label: t.removing.undo, run: () => void session.undo() },
  });
}
