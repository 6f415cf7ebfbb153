/** Taking several nodes away at once. */
import type { FlowDocument } from "@/api/types";
import { documentAfter, type Change } from "../change";
import { onlyBehindAll } from "../links";
import { removeNode } from "./remove";

/**
 * Removes these nodes, and with `withBehind` what can be reached only by way of them. What led to one of them leads to where
 * the removed ones led on, if that is one place.
 */
export function removeAll(document: FlowDocument, ids: ReadonlySet<string>, withBehind: boolean): Change[] {
  const gone = new Set(ids);
  if (withBehind) for (const { id } of onlyBehindAll(document, ids)) gone.add(id);
  const changes: Change[] = [];
  let left = document;
  for (const { id } of document.nodes) {
    if (!gone.has(id)) continue;
    const step = removeNode(left, id);
    changes.push(...step);
    left = documentAfter(left, step);
  }
  return changes;
}
