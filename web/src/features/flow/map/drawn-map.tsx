import { useQuery } from "@tanstack/react-query";
import { MarkerType, ReactFlow, ReactFlowProvider, useReactFlow, type NodeChange } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import "./map.css";
import { Fullscreen } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { strings } from "@/app/strings";
import { changes } from "@/app/strings/changes";
import { countByNode } from "@/flow-model/finding-counts";
import { findNode, startOf } from "@/flow-model/links";
import { IconButton } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { lineKey, type Mark, type Marks } from "@/flow-model/diff";
import type { FlowDocument, FlowNode, Finding } from "@/api/types";
import { Drawing } from "../map-panel";
import { Card, type CardNode } from "./card";
import { Ground, Overview, ZoomPanel } from "./controls";
import { layoutOf, type MapLayout } from "./layout";
import { Line, type LineEdge } from "./line";

const t = strings.flow.map;
const NODE_TYPES = { card: Card };
const EDGE_TYPES = { line: Line };
/** Only what is seen is drawn of a flow with more nodes. */
const DRAW_ALL_UP_TO = 250;
/** At which a flow that does not fit is shown. */
const ZOOM = 0.85;
const FIT = { padding: 0.12, maxZoom: 1, minZoom: 0.5 };

export interface DrawnMapProps {
  /** Drawings with the same key are the same. */
  drawingKey: readonly unknown[];
  document: FlowDocument;
  label: string;
  findings?: readonly Finding[];
  /** What has become of nodes and lines since another document. */
  marks?: Marks;
  /** The node to show. */
  node?: string;
  /** Beside the map, about the node that is chosen. */
  renderPanel: (node: FlowNode, select: (id: string) => void, close: () => void) => ReactNode;
}

const NO_FINDINGS: readonly Finding[] = [];

/** A document as a drawing to be looked at. */
export function DrawnMap(props: DrawnMapProps) {
  const layout = useQuery({
    queryKey: ["layout", ...props.drawingKey],
    queryFn: () => layoutOf(props.document),
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  if (layout.isPending) return <Drawing />;
  if (layout.isError) {
    return <ErrorNote error={layout.error} onRetry={() => void layout.refetch()} className="m-6" />;
  }
  return (
    <ReactFlowProvider>
      <Drawn key={JSON.stringify(props.drawingKey)} {...props} layout={layout.data} />
    </ReactFlowProvider>
  );
}

function Drawn({
  document: drawn,
  label,
  findings = NO_FINDINGS,
  marks,
  node: wanted,
  renderPanel,
  layout,
}: DrawnMapProps & { layout: MapLayout }) {
  const [selected, setSelected] = useState<string | null>(wanted ?? null);
  const { setCenter, setViewport, fitView, getZoom } = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const counts = useMemo(() => countByNode(findings), [findings]);
  const start = startOf(drawn)?.id;

  const nodes = useMemo<CardNode[]>(
    () =>
      layout.nodes.map(({ node, x, y, width, height }) => ({
        id: node.id,
        type: "card",
        position: { x, y },
        width,
        height,
        selected: node.id === selected,
        ariaLabel: ariaLabel(node, marks?.nodes.get(node.id)),
        data: {
          node,
          isIdea: drawn.kind === "impact",
          isStart: node.id === start,
          errors: counts.get(node.id)?.errors ?? 0,
          ...(marks && { mark: marks.nodes.get(node.id) ?? "same" }),
        },
      })),
    [layout, selected, drawn.kind, start, counts, marks],
  );
  const edges = useMemo<LineEdge[]>(
    () =>
      layout.edges.map((line) => {
        const isMarked = selected !== null && (line.from === selected || line.to === selected);
        return {
          id: line.id,
          type: "line",
          source: line.from,
          target: line.to,
          data: { line, isMarked, mark: marks?.lines.get(lineKey(line.from, line.to)) },
          markerEnd: {
            type: MarkerType.ArrowClosed,
            width: 16,
            height: 16,
            color: isMarked ? "var(--accent)" : "var(--control)",
          },
        };
      }),
    [layout, selected, marks],
  );

  const centre = useCallback(
    (id: string, zoom: number) => {
      const place = layout.nodes.find(({ node }) => node.id === id);
      if (!place) return;
      void setCenter(place.x + place.width / 2, place.y + place.height / 2, { zoom, duration: 200 });
    },
    [layout, setCenter],
  );
  const select = useCallback(
    (id: string) => {
      setSelected(id);
      centre(id, Math.max(getZoom(), 0.8));
    },
    [centre, getZoom],
  );

  /** A flow is shown as a whole where that can be read; a larger one from its start. */
  const begin = useCallback(async () => {
    if (wanted !== undefined) {
      centre(wanted, 1);
      return;
    }
    await fitView(FIT);
    const first = layout.nodes.find(({ node }) => node.id === start);
    if (getZoom() > FIT.minZoom + 0.01 || !first) return;
    const width = frame.current?.clientWidth ?? 0;
    await setViewport({
      x: width / 2 - (first.x + first.width / 2) * ZOOM,
      y: 48 - first.y * ZOOM,
      zoom: ZOOM,
    });
  }, [wanted, centre, fitView, getZoom, start, layout, setViewport]);

  const onNodesChange = useCallback((changes: NodeChange<CardNode>[]) => {
    for (const change of changes) {
      if (change.type === "select")
        setSelected((before) => (change.selected ? change.id : before === change.id ? null : before));
    }
  }, []);

  useEffect(() => {
    if (selected === null) return;
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && setSelected(null);
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [selected]);

  const shown = findNode(drawn, selected);
  return (
    <div ref={frame} className="relative size-full bg-surface">
      <ReactFlow
        aria-label={label}
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onPaneClick={() => setSelected(null)}
        onInit={() => void begin()}
        nodesDraggable={false}
        nodesConnectable={false}
        edgesFocusable={false}
        elevateNodesOnSelect={false}
        deleteKeyCode={null}
        minZoom={0.05}
        maxZoom={1.6}
        onlyRenderVisibleElements={nodes.length > DRAW_ALL_UP_TO}
        proOptions={{ hideAttribution: true }}
      >
        <Ground />
        <Overview label={label} />
        <ZoomPanel>
          {document.fullscreenEnabled && (
            <IconButton
              icon={Fullscreen}
              label={t.fullScreen}
              size="sm"
              onClick={() => void toggleFullScreen(frame.current)}
            />
          )}
        </ZoomPanel>
      </ReactFlow>
      {shown && renderPanel(shown, select, () => setSelected(null))}
    </div>
  );
}

function ariaLabel(node: FlowNode, mark: Mark | undefined): string {
  const name = `${strings.common.nodeTypes[node.type]}: ${node.title || strings.flow.untitled}`;
  return mark ? `${name} (${changes.marks[mark]})` : name;
}

async function toggleFullScreen(element: HTMLElement | null) {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await element?.requestFullscreen();
}
