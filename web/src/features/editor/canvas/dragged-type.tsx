import type { FlowDocument } from "@/api/types";
import { strings } from "@/app/strings";
import { canvas } from "@/app/strings/canvas";
import { findNode } from "@/flow-model/links";
import { NodeIcon } from "@/ui/node-icon";
import type { Target } from "./creating";
import type { TypeDrag } from "./use-type-drag";

const t = canvas.palette;

export interface DraggedTypeProps {
  drag: TypeDrag;
  /** What letting it go would do. */
  target: Target;
  document: FlowDocument;
}

/** A type of node under the pointer, on its way to where one is to be, with what letting go does. */
export function DraggedType({ drag: { type, within, under }, target, document }: DraggedTypeProps) {
  const place = target.line
    ? t.between
    : target.after !== undefined && t.after(findNode(document, target.after)?.title ?? "");
  return (
    <div
      aria-hidden
      style={{ left: within.x + 12, top: within.y + 12 }}
      className="pointer-events-none absolute z-10 flex max-w-70 items-center gap-2 rounded-lg border border-accent bg-raised px-2.5 py-1.5 shadow-lg"
    >
      <NodeIcon type={type} isIdea={document.kind === "impact"} />
      <span className="min-w-0">
        <span className="block font-medium">{strings.common.nodeTypes[type]}</span>
        {under && place && <span className="block truncate text-sm text-muted">{place}</span>}
      </span>
    </div>
  );
}
