import {
  Panel,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  type NodeChange,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import "@/features/flow/map/map.css";
import "./canvas.css";
import { ListPlus } from "lucide-react";
import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
} from "react";
import type { NodeType, Point } from "@/api/types";
import { canvas as t } from "@/app/strings/canvas";
import { Ground, Overview, ZoomPanel } from "@/features/flow/map/controls";
import { Drawing } from "@/features/flow/map-panel";
import { countByNode } from "@/flow-model/finding-counts";
import { findNode } from "@/flow-model/links";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { useEditor, useEditorState } from "../use-editor";
import { partOf } from "../parts";
import { canvasKeys } from "./canvas-keys";
import { cardId, cardsOf, type StepLine, type StepNode } from "./board";
import { CanvasCommandsContext, type CanvasCommands } from "./commands";
import { likelyWay, type Start } from "./connecting";
import { dropped, made, type Target } from "./creating";
import { DraggedType } from "./dragged-type";
import { fittedSizes } from "./fit";
import { beginningWhere, pinned, unpinned } from "./pin";
import type { Box } from "./places";
import { sizeOf } from "./sizes";
import { GRID } from "./snap";
import { StepCard } from "./step-card";
import { Line } from "./step-line";
import { ChosenBar, Palette } from "./toolbars";
import { TypeMenu } from "./type-menu";
import { useDragging } from "./use-dragging";
import { useLines } from "./use-lines";
import { usePlaces } from "./use-places";
import { useTypeDrag, type TypeDrag } from "./use-type-drag";
import { useView } from "./use-view";
import { waysOf } from "./ways";

const NODE_TYPES = { step: StepCard };
const EDGE_TYPES = { step: Line };
/** Only what is seen is drawn of a flow with more nodes. */
const DRAW_ALL_UP_TO = 80;

export function Canvas() {
  return (
    <ReactFlowProvider>
      <Board />
    </ReactFlowProvider>
  );
}

/** Where a new node is offered. */
interface Offer extends Omit<Target, "line"> {
  /** Of the menu, from the corner of the canvas. */
  at: Point;
  /** What has the focus back from the menu, and from the form after that. */
  back: HTMLElement | null;
}

/** The flow as cards and lines that are moved, drawn and cut. Every edit is a list of changes, as everywhere in the editor. */
function Board() {
  const editor = useEditor();
  const { session, findings, found, say } = editor;
  const { history, selected } = useEditorState(session);
  const { document } = history.draft;
  const { places, layout, isPending, arrange } = usePlaces(document);
  const flow = useReactFlow<StepNode, StepLine>();
  const frame = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [isFocused, setFocused] = useState(false);
  const [offer, setOffer] = useState<Offer | null>(null);

  const primary = session.node?.id;
  const errors = useMemo(() => countByNode(findings), [findings]);
  const knownCards = useRef<ReadonlyMap<string, StepNode>>(new Map());
  const { hits, current: hit } = found;
  const fitted = useMemo(() => fittedSizes(document.nodes, places, sizeOf), [document, places]);
  const cards = useMemo(() => {
    const look = { document, places, sizeOf: fitted, selected, primary, errors, hits, hit, prefix };
    // oxlint-disable-next-line react-hooks/refs -- what was drawn before, to draw anew only what is other
    return cardsOf(look, knownCards.current);
  }, [document, places, fitted, selected, primary, errors, hits, hit, prefix]);
  useEffect(() => {
    knownCards.current = new Map(cards.map((card) => [card.id, card]));
  }, [cards]);

  const view = useView({ frame, document, places, layout, isPending, anchor: primary });
  useEffect(() => {
    if (primary !== undefined) view.reveal(primary);
  }, [primary, view]);

  const latest = useRef(places);
  useEffect(() => {
    latest.current = places;
  });

  /** Moves these nodes; what lay where it was arranged by itself stays there from now on. */
  const move = useCallback(
    (moved: ReadonlyMap<string, Point>, key?: string) => {
      session.edit(pinned(session.document, latest.current, moved), { key });
      say(t.said.moved(moved.size));
    },
    [session, say],
  );

  const offerAt = useCallback(
    (at: Point, from: Pick<Target, "start" | "after">, isPlace = false) => {
      const { activeElement } = globalThis.document;
      const back = partOf(activeElement) === "outline" ? (activeElement as HTMLElement) : frame.current;
      const box = frame.current?.getBoundingClientRect();
      const place = isPlace ? flow.screenToFlowPosition(at) : undefined;
      setOffer({ at: { x: at.x - (box?.left ?? 0), y: at.y - (box?.top ?? 0) }, place, back, ...from });
    },
    [flow],
  );

  const { lines, chosenLine, cutChosen, byKeys, mark, handlers } = useLines({
    frame,
    document,
    selected,
    layout,
    sizeOf: fitted,
    onLoose: useCallback((at: Point, start: Start) => offerAt(at, { start }, true), [offerAt]),
  });
  const { shown, drag, drop } = useDragging(cards, move);

  const create = (type: NodeType, target: Target, back: HTMLElement | null = frame.current) => {
    const { changes, id } = made(session.document, latest.current, type, target);
    // From where the form is gone to, and where one comes back to.
    back?.focus();
    editor.adopt(changes, id);
  };
  const targetOf = ({ type, at, under }: TypeDrag): Target => {
    const line = lines.find(({ id }) => id === under?.line)?.data?.ref;
    return dropped(document, type, flow.screenToFlowPosition(at), { line, card: under?.card });
  };
  const { drag: typeDrag, begin: beginType } = useTypeDrag({
    frame,
    onOver: (under) => mark(under?.line ?? null),
    onDrop: (drag) => create(drag.type, targetOf(drag)),
    onClick: (type) => editor.addOf(type),
  });

  const arrangeChosen = useCallback(async () => {
    const { document, state } = session;
    const ids = state.selected;
    const isPart = ids.size > 1 && ids.size < document.nodes.length;
    if (!isPart) {
      session.edit(unpinned(document));
      say(t.said.arranged(document.nodes.length));
      view.fitSoon();
      return;
    }
    const part = { ...document, nodes: document.nodes.filter(({ id }) => ids.has(id)) };
    const arranged = await arrange(part);
    // It has changed meanwhile.
    if (session.document !== document) return;
    move(beginningWhere(latest.current, arranged));
    say(t.said.arranged(arranged.size));
  }, [session, arrange, move, view, say]);

  const boxOf = (id: string): Box | undefined => {
    const node = findNode(session.document, id);
    const at = latest.current.get(id);
    return node && at ? { ...at, ...sizeOf(node) } : undefined;
  };
  const below = ({ x, y, width, height }: Box): Point =>
    session.document.kind === "impact"
      ? { x: x + width + 60, y: y + height / 2 }
      : { x: x + width / 2, y: y + height + 56 };

  const hasFocus = useCallback(() => frame.current?.contains(globalThis.document.activeElement) ?? false, []);
  useImperativeHandle(editor.canvas, () => ({
    focus: () => frame.current?.focus(),
    hasFocus,
    zoom: view.zoom,
    fit: view.fit,
    zoomToChosen: () => view.zoomTo(session.state.selected),
    arrange: () => void arrangeChosen(),
    newStep: () => {
      const node = session.node;
      const box = node && boxOf(node.id);
      const under = box ? flow.flowToScreenPosition(below(box)) : view.middleOfScreen();
      offerAt(under, { after: node?.id });
    },
    nudge: (by) => {
      const moved = new Map<string, Point>();
      for (const id of session.state.selected) {
        const at = latest.current.get(id);
        if (at) moved.set(id, { x: at.x + by.x * GRID, y: at.y + by.y * GRID });
      }
      if (moved.size > 0) move(moved, `nudge/${[...moved.keys()].join()}`);
    },
    walkLines: (by) => {
      frame.current?.focus();
      byKeys.walk(by);
    },
    chosenLine: byKeys.chosen,
    cutLine: cutChosen,
    places: () => latest.current,
    middle: () => flow.screenToFlowPosition(view.middleOfScreen()),
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const { editChosen, connect } = editor;
    const places = latest.current;
    canvasKeys({ session, places, lines: byKeys, say, onEdit: editChosen, onConnect: connect })(event);
  };

  const onNodesChange = useCallback(
    (changes: NodeChange<StepNode>[]) => {
      const chosen = changes.filter((change) => change.type === "select");
      if (chosen.length > 0) {
        const next = new Set(session.state.selected);
        for (const { id, selected } of chosen) {
          if (selected) next.add(id);
          else next.delete(id);
        }
        session.select(next, chosen.findLast(({ selected }) => selected)?.id);
      }
      drag(changes);
    },
    [session, drag],
  );

  const commands = useMemo<CanvasCommands>(
    () => ({ newAt: (at, start) => offerAt(at, { start }) }),
    [offerAt],
  );
  const onDoubleClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    if (target.classList.contains("react-flow__pane"))
      offerAt({ x: event.clientX, y: event.clientY }, {}, true);
  };
  const offered = findNode(document, offer?.start?.node ?? offer?.after);
  const offeredWay = offer?.start?.way ?? (offered && likelyWay(offered, document.kind));
  const isEmpty = document.nodes.length === 0;
  return (
    <CanvasCommandsContext value={commands}>
      {/* A canvas is worked on as a whole: it has the focus, and tells which card it is on. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex */}
      <div
        ref={frame}
        data-canvas
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t.label}
        aria-describedby={`${prefix}-keys`}
        // A card that is out of sight is not drawn; under the focus the chosen one is brought into sight.
        aria-activedescendant={
          primary === undefined || isPending || !isFocused ? undefined : cardId(prefix, primary)
        }
        onFocus={(event) => setFocused(event.target === event.currentTarget)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
        onDoubleClick={onDoubleClick}
        onPointerDown={(event) => {
          const target = event.target as HTMLElement;
          // What opens over the canvas tells it of its events too.
          const isOwn = event.currentTarget.contains(target);
          if (isOwn && !target.closest("button, input, a")) frame.current?.focus({ preventScroll: true });
        }}
        className="group/canvas relative size-full bg-surface outline-none"
      >
        <p id={`${prefix}-keys`} className="sr-only">
          {t.description}
        </p>
        <ReactFlow
          nodes={isPending ? NO_CARDS : shown}
          edges={isPending ? NO_LINES : lines}
          {...handlers}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onNodeDragStop={drop}
          onSelectionDragStop={drop}
          onNodeDoubleClick={editor.editChosen}
          onInit={view.begin}
          onMoveStart={(event) => {
            if (!event) return;
            setOffer(null);
            view.touch();
          }}
          selectionMode={SelectionMode.Partial}
          selectionKeyCode="Shift"
          multiSelectionKeyCode={MULTI}
          deleteKeyCode={null}
          connectOnClick={false}
          connectionRadius={28}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          elevateNodesOnSelect={false}
          zoomOnDoubleClick={false}
          nodeDragThreshold={3}
          minZoom={0.05}
          maxZoom={1.6}
          onlyRenderVisibleElements={cards.length > DRAW_ALL_UP_TO}
          proOptions={{ hideAttribution: true }}
        >
          <Ground />
          <Overview label={t.label} size={OVERVIEW} />
          <ZoomPanel />
          <Panel position="top-left" className="m-2.5!">
            <Palette
              onPick={(type) => {
                frame.current?.focus();
                editor.addOf(type);
              }}
              onDrag={beginType}
              onArrange={() => void arrangeChosen()}
            />
          </Panel>
          <Panel position="bottom-center" className="mb-2.5!">
            <ChosenBar
              line={typeDrag ? undefined : chosenLine}
              onCut={cutChosen}
              onArrange={() => void arrangeChosen()}
            />
          </Panel>
        </ReactFlow>
        {isPending && (
          <div className="absolute inset-0 grid place-items-center">
            <Drawing />
          </div>
        )}
        {isEmpty && (
          <div className="pointer-events-none absolute inset-0 grid place-items-center select-none">
            <EmptyState
              icon={ListPlus}
              title={t.palette.empty}
              actions={
                <Button variant="primary" className="pointer-events-auto" onClick={() => editor.add("below")}>
                  {t.palette.add}
                </Button>
              }
            >
              <span className="touch:hidden">{t.palette.emptyText}</span>
            </EmptyState>
          </div>
        )}
        {typeDrag && <DraggedType drag={typeDrag} target={targetOf(typeDrag)} document={document} />}
        {offer && (
          <TypeMenu
            kind={document.kind}
            at={offer.at}
            from={offered && waysOf(offered, document.kind).find(({ id }) => id === offeredWay)?.label}
            onPick={(type) => create(type, offer, offer.back)}
            onClose={(isPicked) => {
              setOffer(null);
              if (!isPicked) offer.back?.focus();
            }}
          />
        )}
      </div>
    </CanvasCommandsContext>
  );
}

const MULTI = ["Shift", "Meta", "Control"];
const OVERVIEW = { width: 150, height: 104 };
const NO_CARDS: StepNode[] = [];
const NO_LINES: StepLine[] = [];
