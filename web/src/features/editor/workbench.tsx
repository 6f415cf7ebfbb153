import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { Tree } from "@/api/types";
import { usePageActions } from "@/app/actions";
import { overlays } from "@/app/overlays";
import { useMe } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { canvas as c } from "@/app/strings/canvas";
import { editor as t } from "@/app/strings/editor";
import { flowQuery } from "@/features/flows/queries";
import { fieldOf } from "@/flow-model/findings";
import { isOrdered } from "@/flow-model/kinds";
import { findNode, startOf } from "@/flow-model/links";
import { useAnnouncer } from "@/ui/announcer";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Dialog } from "@/ui/dialog";
import { PageTitle } from "@/ui/page";
import { Segmented } from "@/ui/segmented";
import { toast } from "@/ui/toast";
import { useMedia, WIDE } from "@/ui/use-media";
import { editorActions, focusOutline } from "./actions";
import { Canvas } from "./canvas/canvas";
import { ConnectDialog } from "./canvas/connect-dialog";
import { EditorBar } from "./editor-bar";
import { FindBar } from "./find-bar";
import { FindingsList } from "./findings-list";
import { FlowForm } from "./form/flow-form";
import { NodeForm } from "./form/node-form";
import { LeaveGuard } from "./leave-guard";
import { OutlinePane } from "./outline/outline-pane";
import { RemoveDialog } from "./remove-dialog";
import { SelectionPanel } from "./selection-panel";
import { linesOf, nodeOf, WHOLE_FLOW } from "./session";
import { SaveDialogs } from "./save-dialogs";
import { useClipboard } from "./use-clipboard";
import { useCommands } from "./use-commands";
import { EditorContext, useEditor, useEditorState, useSaveState } from "./use-editor";
import { useFind } from "./use-find";
import { useFocusRequest } from "./use-focus-request";
import { useSession } from "./use-keeping";
import { useValidation } from "./use-validation";
import { shownView, useEditorView, VIEWS, type EditorView } from "./view";

const PreviewDialog = lazy(() => import("./preview/preview-dialog"));

/** From which width on findings, or outline and canvas, have a column of their own. */
const VERY_WIDE = "(min-width: 84rem)";

/** The editor's page: outline, canvas, form and findings of one flow. */
export function Workbench({ flow: opened }: { flow: Tree }) {
  const search = useSearch({ from: "/app/flows/$flowId/edit" });
  const session = useSession(opened, search.node ?? (search.finding ? WHOLE_FLOW : undefined));
  const flow = useQuery(flowQuery(opened.id)).data ?? opened;
  const { history, cursor, selected } = useEditorState(session);
  const { document, meta } = history.draft;
  const saving = useSaveState(session);
  const validation = useValidation(flow.id, document, opened.findings);
  const { findings } = validation;

  const isWide = useMedia(WIDE);
  const isVeryWide = useMedia(VERY_WIDE);
  const [formOpen, setFormOpen] = useState(search.node !== undefined || search.finding !== undefined);
  const [solving, setSolving] = useState(false);
  const [tryingFrom, setTryingFrom] = useState<string | null>(null);
  const { place: formPlace, ask } = useFocusRequest();
  const { say, region } = useAnnouncer();
  const finder = useFind(session);
  const hasCanvas = !isOrdered(document.kind);
  const [wanted, setView] = useEditorView(useMe().user.id);
  const view = hasCanvas ? shownView(wanted, isVeryWide ? "three" : isWide ? "two" : "one") : "outline";

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

  const [findingsOpen, setFindingsOpen] = useState(
    // Where there is no room of their own for them they would lie over what one came for.
    isVeryWide && view === "outline" && opened.findings.some(({ severity }) => severity === "error"),
  );
  const cameFrom = useRef<"outline" | "canvas">("outline");
  const openForm = useCallback(
    (field?: string) => {
      const { activeElement } = globalThis.document;
      if (activeElement?.closest("[data-canvas]")) cameFrom.current = "canvas";
      else if (activeElement?.closest("[data-outline-tree]")) cameFrom.current = "outline";
      setFormOpen(true);
      if (field !== undefined) ask(field);
    },
    [ask],
  );
  const makeRoom = useCallback(() => {
    if (!isVeryWide) setFindingsOpen(false);
  }, [isVeryWide]);
  const { editor, removal, connecting } = useCommands({
    flowId: opened.id,
    session,
    findings,
    found: finder,
    say,
    openForm,
    makeRoom,
    tryFrom: setTryingFrom,
  });
  const clipboard = useClipboard(editor);

  const publish = async () => {
    if (!(await session.saver.saveNow())) {
      if (session.saver.state.status === "conflict") setSolving(true);
      else toast.problem(new Error(t.published.notSavedText));
      return;
    }
    overlays.open({ name: "publish", flowId: flow.id });
  };
  /** Shows one of the two, and the focus on it once it is drawn. */
  const [goesTo, setGoesTo] = useState<EditorView | null>(null);
  const goTo = (part: "outline" | "canvas") => {
    if (view !== part && view !== "both") setView(part);
    setGoesTo(part);
  };
  useEffect(() => {
    if (goesTo === null) return;
    if (goesTo === "outline") focusOutline();
    else if (!editor.canvas.current) return;
    else editor.canvas.current.focus();
    setGoesTo(null);
  }, [goesTo, view, editor]);
  const views = VIEWS.filter((each) => each !== "both" || isVeryWide);
  const latest = useRef({ publish, goTo, clipboard, view, views, finder });
  useEffect(() => {
    latest.current = { publish, goTo, clipboard, view, views, finder };
  });
  const actions = useMemo(
    () =>
      editorActions({
        editor,
        publish: () => void latest.current.publish(),
        toggleFindings: () => setFindingsOpen((before) => !before),
        about: () => editor.show(WHOLE_FLOW, "name"),
        clipboard: {
          copy: () => latest.current.clipboard.copy(),
          cut: () => latest.current.clipboard.cut(),
          paste: () => latest.current.clipboard.paste(),
        },
        toOutline: () => latest.current.goTo("outline"),
        toCanvas: () => latest.current.goTo("canvas"),
        nextView: () => {
          const { view, views } = latest.current;
          const next = views[(views.indexOf(view) + 1) % views.length];
          if (next) setView(next);
        },
        find: () => {
          latest.current.finder.open();
          globalThis.document.querySelector<HTMLInputElement>("[data-find]")?.select();
        },
      }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- setting the view never changes
    [editor],
  );
  usePageActions(actions);

  const isSheetOpen = !isWide && formOpen;
  const line = linesOf(document).find(({ key }) => key === cursor);
  const node = nodeOf(line);
  const form =
    selected.size > 1 ? (
      <SelectionPanel />
    ) : node && line ? (
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
          views={hasCanvas && isWide ? <ViewSwitch view={view} views={views} onChange={setView} /> : null}
        />
        {hasCanvas && !isWide && (
          <div className="border-b border-line bg-surface p-1.5">
            <ViewSwitch view={view} views={views} onChange={setView} className="w-full" />
          </div>
        )}
        {finder.isOpen && (
          <FindBar
            finder={finder}
            onClose={() => {
              finder.close();
              goTo(view === "both" ? "canvas" : view);
            }}
          />
        )}
        <Columns view={view} findings={isVeryWide && findingsOpen ? findingsList : null}>
          {view !== "canvas" && !(view === "both" && isVeryWide && findingsOpen) && (
            <div className="min-h-0 border-line bg-surface lg:border-r">
              <OutlinePane onOpen={() => setFormOpen(true)} onEdit={editor.editChosen} />
            </div>
          )}
          {view !== "outline" && (
            <section aria-label={c.label} className="min-h-0 border-line lg:border-r">
              <Canvas />
            </section>
          )}
          {isWide && (
            <section
              ref={formPlace}
              aria-label={t.form}
              onKeyDown={(event) => {
                if (event.key === "Escape" && !event.defaultPrevented)
                  goTo(view === "both" ? cameFrom.current : view);
              }}
              className="min-h-0 overflow-y-auto"
            >
              <div className={cx("mx-auto max-w-2xl pt-4 pb-16", view === "outline" ? "px-5" : "px-4")}>
                {form}
              </div>
            </section>
          )}
        </Columns>
      </div>
      {/* What lies under a sheet is not heard. */}
      {!isSheetOpen && region}
      {isSheetOpen && (
        <Dialog
          title={node ? strings.common.nodeTypes[node.type] : t.wholeFlow}
          bare
          sheet
          onClose={() => setFormOpen(false)}
          className="max-sm:h-[92dvh]"
          size="lg"
        >
          {region}
          <div ref={formPlace}>
            <SheetBar onClose={() => setFormOpen(false)} />
            <div className="px-4 pt-3 pb-8">{form}</div>
          </div>
        </Dialog>
      )}
      {!isVeryWide && findingsOpen && (
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
      <LeaveGuard session={session} />
    </EditorContext>
  );
}

interface ColumnsProps {
  view: EditorView;
  findings: ReactNode;
  children: ReactNode;
}

/** Side by side where there is room. Beside the canvas findings take the place of the outline. */
function Columns({ view, findings, children }: ColumnsProps) {
  return (
    <div
      className={cx(
        "grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)]",
        columnsFor(view, findings !== null),
      )}
    >
      {view !== "outline" && <Findings list={findings} className="border-r" />}
      {children}
      {view === "outline" && <Findings list={findings} className="border-l" />}
    </div>
  );
}

function columnsFor(view: EditorView, hasFindings: boolean): string {
  if (view === "outline") {
    return hasFindings
      ? "lg:grid-cols-[minmax(20rem,5fr)_minmax(22rem,6fr)_18rem]"
      : "lg:grid-cols-[minmax(20rem,2fr)_minmax(22rem,3fr)]";
  }
  if (view === "canvas" && !hasFindings)
    return "lg:grid-cols-[minmax(0,1fr)_21rem] 2xl:grid-cols-[minmax(0,1fr)_25rem]";
  return "lg:grid-cols-[16rem_minmax(0,1fr)_21rem] 2xl:grid-cols-[19rem_minmax(0,1fr)_25rem]";
}

function Findings({ list, className }: { list: ReactNode; className: string }) {
  if (list === null) return null;
  return (
    <aside aria-label={t.findings.title} className={cx("min-h-0 border-line bg-surface", className)}>
      {list}
    </aside>
  );
}

interface ViewSwitchProps {
  view: EditorView;
  views: readonly EditorView[];
  onChange: (view: EditorView) => void;
  className?: string;
}

function ViewSwitch({ view, views, onChange, className }: ViewSwitchProps) {
  return (
    <Segmented
      label={c.view.label}
      value={view}
      options={views.map((value) => ({ value, label: c.view[value] }))}
      onChange={onChange}
      className={className}
    />
  );
}

type ConnectProps = NonNullable<ReturnType<typeof useCommands>["connecting"]>;

function Connect({ connecting: { node, way }, ...asked }: ConnectProps) {
  const { session } = useEditor();
  const from = findNode(session.document, node);
  return from ? <ConnectDialog node={from} way={way} {...asked} /> : null;
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
