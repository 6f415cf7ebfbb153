import { BaseEdge, EdgeLabelRenderer, type Edge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { cx } from "@/ui/cx";
import type { PlacedEdge } from "./layout";
import type { Point } from "./path";

export type LineEdge = Edge<{ line: PlacedEdge; isMarked: boolean; mark?: "added" | "removed" }, "line">;

/** On a map of changes. */
const MARKED = {
  added: "stroke-success! [stroke-width:2.25]!",
  removed: "stroke-danger! [stroke-width:1.75]! [stroke-dasharray:2_4]!",
};

/** A way from one node to another, with the answer on it. */
export const Line = memo(function Line({ id, data, markerEnd }: EdgeProps<LineEdge>) {
  if (!data) return null;
  const { line, ...looks } = data;
  const isDashed = (line.isLoop || line.isAside) && looks.mark !== "removed";
  return <Drawn {...line} {...looks} id={id} isDashed={isDashed} markerEnd={markerEnd} />;
});

export interface DrawnProps {
  id: string;
  path: string;
  label: string;
  /** The middle of the label. */
  labelAt: Point | null;
  isDashed: boolean;
  isMarked: boolean;
  mark?: "added" | "removed";
  markerEnd?: string;
}

/** A line with its label, as it is drawn on the map and on the canvas. */
export function Drawn({ id, path, label, labelAt, isDashed, isMarked, mark, markerEnd }: DrawnProps) {
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        markerEnd={markerEnd}
        className={cx(
          "fill-none!",
          isMarked
            ? "stroke-accent! [stroke-width:2.25]!"
            : mark
              ? MARKED[mark]
              : "stroke-control/75! [stroke-width:1.5]!",
          isDashed && "[stroke-dasharray:5_4]!",
        )}
      />
      {labelAt && label && (
        <EdgeLabelRenderer>
          <span
            style={{ transform: `translate(-50%, -50%) translate(${labelAt.x}px, ${labelAt.y}px)` }}
            className={cx(
              "pointer-events-none absolute max-w-45 truncate rounded-full border px-2 text-xs leading-5 font-medium",
              isMarked
                ? "border-accent bg-accent-soft text-accent-fg"
                : "border-info-line bg-info-soft text-info-fg",
            )}
          >
            {label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
