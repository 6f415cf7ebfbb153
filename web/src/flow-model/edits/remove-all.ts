/** Taking several nodes away at once. */
import type { FlowDocument } from "@/api/types";
import { documentAfter, type Change } from "../change";
import { removeNode } from "./remove";

/** Removes these nodes. What led to one of them leads to where the removed ones led on, if that is one place. */
export function removeAll(document: FlowDocument, gone: ReadonlySet<string>): Change[] {
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
