import { Map as MapIcon } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
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
  const [anyway, setAnyway] = useState(false);
  const [top, setTop] = useState(0);
  // As high as what is left of the window, so that the whole map is seen without scrolling.
  const place = useCallback((element: HTMLElement | null) => {
    if (element) setTop(element.getBoundingClientRect().top + window.scrollY);
  }, []);
  const frame = "card grid place-items-center overflow-hidden";
  const style = { height: `max(26rem, calc(100dvh - ${top}px - 2rem))` };
  if (flow.tree_structure.nodes.length === 0) {
    return (
      <div ref={place} className={frame} style={style}>
        <EmptyState icon={MapIcon} title={strings.flow.map.empty}>
          {strings.flow.outline.emptyText}
        </EmptyState>
      </div>
    );
  }
  if (flow.tree_structure.nodes.length > TOO_MANY && !anyway) {
    return (
      <div ref={place} className={frame} style={style}>
        <EmptyState
          icon={MapIcon}
          title={strings.flow.map.tooLarge}
          actions={<Button onClick={() => setAnyway(true)}>{strings.flow.map.drawAnyway}</Button>}
        >
          {strings.flow.map.tooLargeText}
        </EmptyState>
      </div>
    );
  }
  return (
    <div ref={place} className={frame} style={style}>
      <Suspense fallback={<Drawing />}>
        <FlowMap flow={flow} node={node} />
      </Suspense>
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
