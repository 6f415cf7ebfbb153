/** Edits of one node: its type, its copy. */
import type { AnswerOption, FlowDocument, FlowNode, NodeType } from "@/api/types";
import { setDocument, update, type Change } from "../change";
import { newId } from "../ids";
import { hasNext, hasOptions, isOrdered } from "../kinds";
import { findNode, type Link } from "../links";
import { answerKey } from "../outline";
import { newOption, type Added } from "./add";
import { leadsOn, parentChild } from "./connect";
import { blockSize } from "./order";

/** Makes a node another type. Where it led on is kept as far as the new type can lead on. */
export function changeType(document: FlowDocument, id: string, type: NodeType): Change[] {
  const node = findNode(document, id);
  if (!node || node.type === type) return [];
  const changes: Change[] = [update(id, "type", type)];
  if (document.kind !== "troubleshooting") return changes;
  const on = leadsOn(node) ?? node.options?.find((option) => option.to)?.to ?? undefined;
  if (hasOptions(type)) {
    const answers = node.options?.length
      ? node.options
      : [{ ...newOption("Yes"), ...(on ? { to: on } : {}) }, newOption("No")];
    changes.push(update(id, "options", answers), update(id, "next", undefined));
  } else {
    changes.push(update(id, "options", undefined), update(id, "next", hasNext(type) ? on : undefined));
  }
  return changes;
}

/**
 * A copy beside the node: in a checklist below it (a heading with its section), under a decision as another answer, in an
 * impact tree under the same parent. Elsewhere nothing leads to the copy yet.
 */
export function duplicate(
  document: FlowDocument,
  id: string,
  via: { from: FlowNode; link: Link } | undefined,
  copyOf: (text: string) => string,
): Added | null {
  const { nodes } = document;
  const place = nodes.findIndex((node) => node.id === id);
  const node = nodes[place];
  if (!node) return null;
  const size = isOrdered(document.kind) ? blockSize(nodes, place) : 1;
  const copies = nodes.slice(place, place + size).map((original) => ({
    ...original,
    id: newId("n"),
    ...(original === node ? { title: copyOf(node.title) } : {}),
  }));
  const copy = copies[0] as FlowNode;
  const changes: Change[] = copies.map((added, offset) => ({
    op: "add",
    node: added,
    at: place + size + offset,
  }));
  const option = via?.link.option;
  if (via && option) {
    const options = via.from.options ?? [];
    const answer = { ...newOption(copyOf(option.label)), to: copy.id };
    changes.push(update(via.from.id, "options", options.toSpliced(options.indexOf(option) + 1, 0, answer)));
  } else if (via?.link.connection) {
    changes.push(
      setDocument("connections", [...(document.connections ?? []), parentChild(via.from.id, copy.id)]),
    );
  }
  return { changes, id: copy.id };
}

/** The same answer once more, below itself. It leads where the other leads. */
export function duplicateOption(
  question: FlowNode,
  option: AnswerOption,
  copyOf: (text: string) => string,
): Added {
  const copy = { ...option, id: newId("o"), label: copyOf(option.label) };
  const options = question.options ?? [];
  const place = options.findIndex(({ id }) => id === option.id);
  return {
    changes: [update(question.id, "options", options.toSpliced(place + 1, 0, copy))],
    id: answerKey(question.id, copy.id),
  };
}

/** Sets a field as typed: an empty text, list or number takes the field away, as it was before it was ever filled. */
export function setField<Field extends keyof FlowNode>(
  id: string,
  field: Field,
  value: FlowNode[Field],
): Change[] {
  const isEmpty = value === "" || value == null || (Array.isArray(value) && value.length === 0);
  return [update(id, field, isEmpty && field !== "title" ? undefined : value)];
}

/** Sets a field of the template of a node's type. */
export function setTemplateField(node: FlowNode, field: string, value: string): Change[] {
  const { [field]: _, ...rest } = node.template_data ?? {};
  const data = value === "" ? rest : { ...rest, [field]: value };
  return [update(node.id, "template_data", Object.keys(data).length === 0 ? undefined : data)];
}
