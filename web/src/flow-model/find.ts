/** Which nodes say some words: in titles, texts, commands, answers. */
import type { FlowDocument, FlowNode } from "@/api/types";
import { textsOf } from "./findings";
import { outlineOf } from "./outline";

/** Texts without case and accents, so that whoever types `uber` finds `Über`. */
function folded(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** The ids of the nodes that have every word, in the order in which the outline tells them. Nothing for an empty text. */
export function find(document: FlowDocument, query: string): string[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return outlineOf(document).flatMap(({ node }) => (node && saysAll(node, words) ? node.id : []));
}

function saysAll(node: FlowNode, words: readonly string[]): boolean {
  const extra = Object.values(node.template_data ?? {}).filter((value) => typeof value === "string");
  const text = folded([...textsOf(node), ...extra, node.id].filter(Boolean).join("\n"));
  return words.every((word) => text.includes(word));
}
