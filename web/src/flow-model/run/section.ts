/** Under which headings a step of a checklist stands. */
import type { FlowDocument, FlowNode } from "@/api/types";
import { isOrdered } from "../kinds";

export interface Headings {
  /** The heading right over the step, and those right over it that have no steps of their own; the outermost first. */
  headings: FlowNode[];
  /** No step lies between the headings and this one. */
  isFirst: boolean;
}

export function headingsOver({ kind, nodes }: FlowDocument, step: FlowNode): Headings | undefined {
  if (!isOrdered(kind)) return undefined;
  const place = nodes.indexOf(step);
  const last = nodes.findLastIndex(({ type }, at) => at < place && type === "section_header");
  if (last < 0) return undefined;
  const before = nodes.findLastIndex(({ type }, at) => at < last && type !== "section_header");
  return { headings: nodes.slice(before + 1, last + 1), isFirst: last === place - 1 };
}
