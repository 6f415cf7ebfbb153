/** In which order a flow is told on paper, and which number each step has there. */
import type { FlowDocument, FlowNode } from "@/api/types";
import { linksOf, type Link } from "@/flow-model/links";
import { outlineOf } from "@/flow-model/outline";
import { relationsOf, type Relation } from "@/flow-model/related";

export interface PaperStep {
  node: FlowNode;
  /** From 1; absent for the header of a section. */
  number?: number;
  ways: readonly PaperWay[];
  related: readonly PaperRelation[];
}

/** A step that is referred to. */
export interface PaperRelation extends Pick<Relation, "id" | "type" | "label"> {
  /** Absent for a heading, which has no number. */
  number?: number;
  title: string;
}

/** A way on from a step. */
export interface PaperWay {
  label: string;
  isAnswer: boolean;
  /** The number and the title where it leads; absent while nobody has decided. */
  to?: { number: number; title: string };
}

export function paperSteps(document: FlowDocument): PaperStep[] {
  const nodes = outlineOf(document).flatMap(({ node }) => (node ? [node] : []));
  const numbers = new Map<string, number>();
  for (const node of nodes) {
    if (node.type !== "section_header") numbers.set(node.id, numbers.size + 1);
  }
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  const links = document.kind === "procedural" || document.kind === "maintenance" ? null : linksOf(document);
  const wayOf = ({ to, option, connection }: Link): PaperWay => {
    const number = to === undefined ? undefined : numbers.get(to);
    return {
      label: option?.label ?? connection?.label ?? "",
      isAnswer: option !== undefined || connection !== undefined,
      ...(to !== undefined && number !== undefined ? { to: { number, title: titles.get(to) ?? "" } } : {}),
    };
  };
  const relations = relationsOf(document);
  const relatedTo = ({ id, type, label, node }: Relation): PaperRelation[] =>
    node ? [{ id, type, label, number: numbers.get(node.id), title: node.title }] : [];
  return nodes.map((node) => ({
    node,
    number: numbers.get(node.id),
    ways: (links?.get(node.id) ?? []).map(wayOf),
    related: (relations.get(node.id) ?? []).flatMap(relatedTo),
  }));
}
