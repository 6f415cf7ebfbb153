/** Conflicts of a merge and what a person says about them. */
import type { Conflict, Resolution } from "@/api/types";
import { isSame } from "@/flow-model/change";
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

/** Choices with what they were made of, so that they can be kept when something else clashes, too. */
export type Answers = Readonly<Record<string, { choice: Choice; ours: unknown; theirs: unknown }>>;

export function answersTo(conflicts: readonly Conflict[], choices: Choices): Answers {
  const answers = conflicts.flatMap(({ node_id, field, ours, theirs }) => {
    const key = placeKey({ node_id, field });
    const choice = choices[key];
    return choice ? [[key, { choice, ours, theirs }] as const] : [];
  });
  return Object.fromEntries(answers);
}

/**
 * The choices among the answers that hold for these conflicts. Where the other side has changed again, it is asked again; so
 * it is where one's own was edited since and would be lost.
 */
export function choicesFor(conflicts: readonly Conflict[], answers: Answers): Choices {
  const choices = conflicts.flatMap(({ node_id, field, ours, theirs }) => {
    const key = placeKey({ node_id, field });
    const answer = answers[key];
    if (!answer || !isSame(answer.theirs, theirs)) return [];
    const keepsOurs = "take" in answer.choice && answer.choice.take === "ours";
    return keepsOurs || isSame(answer.ours, ours) ? [[key, answer.choice] as const] : [];
  });
  return Object.fromEntries(choices);
}
