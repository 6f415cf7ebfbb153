/** The sections of a checklist: a heading, and what is behind it up to the next of its level. */
import type { FlowDocument, FlowNode } from "@/api/types";

/** Where the section that begins at `place` ends: the place behind its last step. */
export function blockEnd(nodes: readonly FlowNode[], place: number): number {
  return sectionEnd(nodes, place, levelOf(nodes[place]));
}

/** Where behind `place` a section of this level may begin: it takes nothing from the section that `place` is in. */
export function sectionEnd(nodes: readonly FlowNode[], place: number, level: number): number {
  const next = nodes.findIndex(
    (node, at) =>
      at > place &&
      (node.type === "procedure_end" || (node.type === "section_header" && levelOf(node) <= level)),
  );
  return next < 0 ? nodes.length : next;
}

/** How deep a heading is: an import keeps it. */
export function levelOf(node: FlowNode | undefined): number {
  const level = (node as { level?: unknown } | undefined)?.level;
  return typeof level === "number" ? level : 1;
}

/** The steps of the section that begins at `place`. */
export function stepsIn(nodes: readonly FlowNode[], place: number): FlowNode[] {
  return nodes.slice(place, blockEnd(nodes, place)).filter(({ type }) => type === "procedure_step");
}

/** The headings without steps: having a title completes nothing. */
export function bareSections({ nodes }: FlowDocument): ReadonlySet<string> {
  return new Set(
    nodes.flatMap(({ id, type }, place) =>
      type === "section_header" && stepsIn(nodes, place).length === 0 ? id : [],
    ),
  );
}
