import type { EdgeProps } from "@xyflow/react";
import { memo } from "react";
import type { Point } from "@/api/types";
import { Drawn } from "@/features/flow/map/line";
import type { Direction } from "@/features/flow/map/graph";
import { bow } from "@/features/flow/map/path";
import type { LineData, StepLine } from "./board";
import { route } from "./route";

/** A line of the canvas: as the layout engine has drawn it, until one of its ends is moved. */
export const Line = memo(function Line(props: EdgeProps<StepLine>) {
  const { id, data, markerEnd, sourceX, sourceY, targetX, targetY } = props;
  if (!data) return null;
  const [from, to] = [
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
  ];
  return <Drawn id={id} {...data} {...shapeOf(data, from, to)} markerEnd={markerEnd} />;
});

function shapeOf({ drawn, isAside, beyond, direction }: LineData, from: Point, to: Point) {
  if (drawn && isNear(drawn.from, from, direction) && isNear(drawn.to, to, direction)) return drawn;
  return isAside ? bow(from, to) : route({ from, to, beyond, direction });
}

/** To the library a line ends at the outer edge of a handle, whose middle lies on the edge of the card. */
const HANDLE = 6.5;

function isNear(a: Point, b: Point, direction: Direction): boolean {
  const [x, y] = [Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
  return direction === "RIGHT" ? x <= HANDLE && y <= 1 : y <= HANDLE && x <= 1;
}
