import { Map as MapIcon } from "lucide-react";
import { lazy, Suspense, useCallback, useState, type ReactNode } from "react";
import type { Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { Spinner } from "@/ui/spinner";

const FlowMap = lazy(() => import("./map/flow-map"));

/** The layout of a flow with more nodes takes so long that it is not begun unasked. */
const TOO_MANY = 1_500;

export interface MapPanelProps {
  flow: Tree;
  /** The node to show. */
  node?: string;
}

/** The flow as a drawing. What draws it is loaded only here. */
export function MapPanel({ flow, node }: MapPanelProps) {
  return (
    <MapFrame count={flow.tree_structure.nodes.length}>
      <FlowMap flow={flow} node={node} />
    </MapFrame>
  );
}

/** The place of a map of so many nodes. It is drawn unasked only where that does not take long. */
export function MapFrame({ count, children }: { count: number; children: ReactNode }) {
  const [anyway, setAnyway] = useState(false);
  const [top, setTop] = useState(0);
  // As high as what is left of the window, so that the whole map is seen without scrolling.
  const place = useCallback((element: HTMLElement | null) => {
    if (element) setTop(element.getBoundingClientRect().top + window.scrollY);
  }, []);
  return (
    <div
      ref={place}
      className="card grid place-items-center overflow-hidden"
      style={{ height: `max(26rem, calc(100dvh - ${top}px - 2rem))` }}
    >
      {count === 0 ? (
        <EmptyState icon={MapIcon} title={strings.flow.map.empty}>
          {strings.flow.outline.emptyText}
        </EmptyState>
      ) : count > TOO_MANY && !anyway ? (
        <EmptyState
          icon={MapIcon}
          title={strings.flow.map.tooLarge}
          actions={<Button onClick={() => setAnyway(true)}>{strings.flow.map.drawAnyway}</Button>}
        >
          {strings.flow.map.tooLargeText}
        </EmptyState>
      ) : (
        <Suspense fallback={<Drawing />}>{children}</Suspense>
      )}
    </div>
  );
}

export function Drawing() {
  return (
    <p role="status" className="flex items-center gap-3 text-muted">
      <Spinner /> {strings.flow.map.drawing}…
    </p>
  );
}
