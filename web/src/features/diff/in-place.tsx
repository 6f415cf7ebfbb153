import { lazy } from "react";
import { MapFrame } from "@/features/flow/map-panel";
import { isOrdered } from "@/flow-model/kinds";
import type { DiffMapProps } from "./diff-map";
import { DiffOutline } from "./diff-outline";
import { Legend } from "./marks";

const DiffMap = lazy(() => import("./diff-map"));

/** The changes where they are: on the map, or in the order of a checklist. */
export function InPlace({ comparison, drawingKey, node }: DiffMapProps) {
  if (isOrdered(comparison.after.kind)) return <DiffOutline comparison={comparison} node={node} />;
  return (
    <>
      <Legend className="mb-3" />
      <MapFrame count={comparison.after.nodes.length + comparison.diff.removed.length}>
        <DiffMap comparison={comparison} drawingKey={drawingKey} node={node} key={node} />
      </MapFrame>
    </>
  );
}
