import { Handle, Position, type NodeProps } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo } from "react";
import { canvas as t } from "@/app/strings/canvas";
import { Face } from "@/features/flow/map/face";
import { directionOf } from "@/features/flow/map/graph";
import { linesOfCard } from "@/features/flow/map/measure";
import { cx } from "@/ui/cx";
import type { StepNode } from "./board";
import { useCanvasCommands } from "./commands";
import { sizeOf } from "./sizes";
import { ARRIVAL, ASIDE, handlesOf, type Way } from "./ways";

/** A node on the canvas, with what lines are drawn from. */
export const StepCard = memo(function StepCard({ data, selected }: NodeProps<StepNode>) {
  const { node, kind, size, isStart, errors, hit } = data;
  const isRight = directionOf(kind) === "RIGHT";
  const { ways } = handlesOf(node, kind, size);
  return (
    <>
      {hit && (
        <span
          aria-hidden
          className={cx(
            "absolute -inset-1.5 rounded-xl",
            hit === "current" ? "bg-mark outline-2 outline-warning" : "bg-mark",
          )}
        />
      )}
      <Handle
        id={ARRIVAL}
        type="target"
        position={isRight ? Position.Left : Position.Top}
        isConnectableStart={false}
        className="canvas-arrival"
      />
      {/* From and to here lines lead that are no ways on; none begins by being drawn. */}
      {(["source", "target"] as const).map((type) => (
        <Handle
          key={type}
          id={ASIDE}
          type={type}
          position={isRight ? Position.Bottom : Position.Right}
          isConnectable={false}
          className="canvas-aside"
        />
      ))}
      <div className="relative size-full">
        <Face
          node={node}
          isIdea={kind === "impact"}
          isStart={isStart}
          errors={errors}
          isSelected={selected}
          lines={size.height < sizeOf(node).height ? linesOfCard(size.height) : undefined}
        />
      </div>
      {ways.map((way) => (
        <WayHandle key={way.id} node={node.id} way={way} isRight={isRight} />
      ))}
    </>
  );
});

interface WayHandleProps {
  node: string;
  way: Way & { at: { x: number; y: number } };
  isRight: boolean;
}

/** From where a line is drawn. One that leads nowhere yet says so, and takes a click for a new step. */
function WayHandle({ node, way, isRight }: WayHandleProps) {
  const { newAt } = useCanvasCommands();
  const isOpen = way.to === undefined && way.kind !== "child" && way.kind !== "answer";
  const style = isRight ? { top: way.at.y } : { left: way.at.x };
  return (
    <>
      {isOpen && (
        <span
          aria-hidden
          style={isRight ? { top: way.at.y, left: "100%" } : { left: way.at.x, top: "100%" }}
          className={cx(
            "pointer-events-none absolute border-dashed border-control",
            isRight ? "h-0 w-4 border-t" : "h-4 w-0 border-l",
          )}
        />
      )}
      <Handle
        id={way.id}
        type="source"
        position={isRight ? Position.Right : Position.Bottom}
        style={style}
        title={
          isOpen
            ? `${t.way.open(way.label)}. ${t.way.draw}`
            : way.kind === "answer"
              ? t.way.answer
              : t.way.draw
        }
        onClick={(event) => {
          event.stopPropagation();
          newAt({ x: event.clientX, y: event.clientY }, { node, way: way.id });
        }}
        className={cx(
          "canvas-way",
          isOpen && "canvas-open",
          (way.kind === "answer" || way.kind === "child") && "canvas-more",
        )}
      >
        {isOpen ? (
          <span className="pointer-events-none flex max-w-20 items-center gap-0.5 truncate">
            <span className="truncate">{way.label}</span>
            <Plus aria-hidden className="size-3 shrink-0" />
          </span>
        ) : way.kind === "answer" || way.kind === "child" ? (
          <Plus aria-hidden className="pointer-events-none size-3" />
        ) : null}
      </Handle>
    </>
  );
}
