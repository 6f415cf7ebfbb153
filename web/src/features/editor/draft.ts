/** Between a flow as the server has it and the draft that is edited. */
import type { Tree } from "@/api/types";
import { isSame, type Draft, type FlowMeta } from "@/flow-model/change";

export function draftOf(flow: Tree): Draft {
  const { name, description, category, tags, visibility, tree_structure } = flow;
  return {
    meta: { name, description, category: category ?? null, tags, visibility },
    document: tree_structure,
  };
}

/** What of `draft` the server has to be told when it has `saved`. */
export function difference(
  draft: Draft,
  saved: Draft,
): Partial<FlowMeta> & { tree_structure?: Draft["document"] } {
  const fields = Object.keys(draft.meta) as (keyof FlowMeta)[];
  const meta = fields
    .filter((field) => !isSame(draft.meta[field], saved.meta[field]))
    .map((field) => [field, draft.meta[field]] as const);
  return {
    ...(Object.fromEntries(meta) as Partial<FlowMeta>),
    ...(isSame(draft.document, saved.document) ? {} : { tree_structure: draft.document }),
  };
}

/** Whether two drafts say the same, however the server writes down what is empty. */
export function saysTheSame(a: Draft, b: Draft): boolean {
  return isSame(withoutEmpty(a), withoutEmpty(b));
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value === "string") return value.trim();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, withoutEmpty(member)] as const)
      .filter(([, member]) => !isEmpty(member)),
  );
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
