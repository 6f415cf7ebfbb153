/** In which order the map draws nodes, and which links lead back in it. */
import type { FlowDocument, FlowNode } from "@/api/types";
import { linksOf, nodesById, topsOf } from "@/flow-model/links";

/**
 * The nodes so that every link leads to a later one, but for those that close a loop; the answers of a decision in their
 * order. (The reverse of the order in which a depth-first walk leaves the nodes.)
 */
export function drawingOrder(document: FlowDocument): FlowNode[] {
  const byId = nodesById(document);
  const links = linksOf(document);
  const left: FlowNode[] = [];
  const seen = new Set<string>();
  // A later top is left earlier, so that the first one comes first in the end.
  const tops = [...topsOf(document), ...document.nodes.map(({ id }) => id)];
  const reached = [...new Set(tops)];
  const walk = (top: string) => {
    // A stack and not recursion: an imported flow may be thousands of nodes deep.
    const stack: { id: string; leave: boolean }[] = [{ id: top, leave: false }];
    for (let at = stack.pop(); at; at = stack.pop()) {
      const node = byId.get(at.id);
      if (!node) continue;
      if (at.leave) {
        left.push(node);
        continue;
      }
      if (seen.has(at.id)) continue;
      seen.add(at.id);
      stack.push({ id: at.id, leave: true });
      // Pushed in their order and so walked in reverse: what is walked last is left last, and comes first.
      for (const { to } of links.get(at.id) ?? [])
        if (to !== undefined && !seen.has(to)) stack.push({ id: to, leave: false });
    }
  };
  const parts = reached.map((top) => {
    const before = left.length;
    if (!seen.has(top)) walk(top);
    return left.slice(before).toReversed();
  });
  return parts.flat();
}
