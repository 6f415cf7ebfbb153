/** Between a flow as the server has it and the draft that is edited. */
import type { Tree } from "@/api/types";
import { isSame, type Draft } from "@/flow-model/change";
import { changesBetween } from "@/flow-model/sync/difference";

export function draftOf(flow: Tree): Draft {
  const { name, description, category, tags, visibility, review_due_at, tree_structure } = flow;
  return {
    meta: {
      name,
      description,
      category: category ?? null,
      tags,
      visibility,
      review_due_at: review_due_at ?? null,
    },
    document: tree_structure,
  };
}

/** Whether there is nothing to save in one that the other has not. */
export function isSameDraft(a: Draft, b: Draft): boolean {
  if (a === b) return true;
  return isSame(a.meta, b.meta) && changesBetween(a.document, b.document).length === 0;
}
