/** Which of the proposed changes are chosen. */
import type { Diff } from "@/api/types";
import { WHOLE } from "@/features/diff/diff-list";
import { entriesOf, type Comparison } from "@/flow-model/diff";
import type { Chosen } from "./queries";

/** Everything that can be chosen by itself: nodes, and the flow as a whole. */
export function choicesOf(comparison: Comparison): string[] {
  const nodes = entriesOf(comparison).map(({ node }) => node.id);
  return hasSurroundings(comparison.diff) ? [WHOLE, ...nodes] : nodes;
}

const hasSurroundings = ({ document }: Diff) => document.length > 0;

/** The choice in the API's words: without any when everything is chosen. */
export function chosenOf(all: readonly string[], left: ReadonlySet<string>): Chosen {
  if (left.size === 0) return {};
  const chosen = all.filter((id) => !left.has(id));
  return { node_ids: chosen.filter((id) => id !== WHOLE), surroundings: chosen.includes(WHOLE) };
}
