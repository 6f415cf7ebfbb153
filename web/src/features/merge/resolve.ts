/** Conflicts of a merge and what a person says about them. */
import type { Conflict, Resolution } from "@/api/types";
import { placeKey } from "@/flow-model/sync/place";

/** What is to become of a conflict: what one side has, or something else. */
export type Choice = { take: "ours" | "theirs" } | { value: unknown };

/** The choices so far, by the [[placeKey]] of their conflict. */
export type Choices = Readonly<Record<string, Choice>>;

/** The answers for the API, or null while a conflict has none. */
export function resolutionsOf(conflicts: readonly Conflict[], choices: Choices): Resolution[] | null {
  const answers = conflicts.flatMap(({ node_id, field }) => {
    const choice = choices[placeKey({ node_id, field })];
    return choice ? [{ node_id, field, ...choice }] : [];
  });
  return answers.length === conflicts.length ? answers : null;
}

export function countAnswered(conflicts: readonly Conflict[], choices: Choices): number {
  return conflicts.filter((conflict) => choices[placeKey(conflict)] !== undefined).length;
}
