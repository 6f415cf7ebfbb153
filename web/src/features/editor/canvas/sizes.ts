/** How large the cards of nodes are, each measured once. */
import type { FlowNode } from "@/api/types";
import type { Size } from "@/features/flow/map/graph";
import { measureText, measureWith } from "@/features/flow/map/measure";

let measure: ReturnType<typeof measureWith> | undefined;
const sizes = new WeakMap<FlowNode, Size>();

export function sizeOf(node: FlowNode): Size {
  let size = sizes.get(node);
  if (!size) {
    measure ??= measureWith(measureText());
    size = measure.node(node);
    sizes.set(node, size);
  }
  return size;
}
