import { BaseEdge, EdgeLabelRenderer, type Edge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { cx } from "@/ui/cx";
import type { PlacedEdge } from "./layout";

export type LineEdge = Edge<{ line: PlacedEdge; isMarked: boolean; mark?: "added" | "removed" }, "line">;

/** On a map of changes. */
const MARKED = {
  added: "stroke-success! [stroke-width:2.25]!",
  removed: "stroke-danger! [stroke-width:1.75]! [stroke-dasharray:2_4]!",
};

/** A way from one node to another, with the answer on it. */
export const Line = memo(function Line({ id, data, markerEnd }: EdgeProps<LineEdge>) {
  if (!data) return null;
  const { line, isMarked, mark } = data;
  return (
    <>
      <BaseEdge
        id={id}
        path={line.path}
        markerEnd={markerEnd}
        className={cx(
          "fill-none!",
          isMarked
            ? "stroke-accent! [stroke-width:2.25]!"
            : mark
              ? MARKED[mark]
              : "stroke-control/75! [stroke-width:1.5]!",
          line.isLoop && mark !== "removed" && "[stroke-dasharray:5_4]!",
        )}
      />
      {line.labelAt && line.label && (
        <EdgeLabelRenderer>
          <span
            style={{ transform: `translate(-50%, -50%) translate(${line.labelAt.x}px, ${line.labelAt.y}px)` }}
            className={cx(
              "pointer-events-none absolute max-w-45 truncate rounded-full border px-2 text-xs leading-5 font-medium",
              isMarked
                ? "border-accent bg-accent-soft text-accent-fg"
                : "border-info-line bg-info-soft text-info-fg",
            )}
          >
            {line.label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
