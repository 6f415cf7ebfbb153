/** What has changed in a text, word by word. */
import { diffWordsWithSpace } from "diff";

export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Texts that are further apart are shown as one that went and one that came: nobody reads a diff of that, and it would take long. */
const MOST_EDITS = 600;

export function textDiff(before: string, after: string): DiffPart[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  const parts: DiffPart[] = changes
    ? changes.map(({ value, added, removed }) => ({
        kind: added ? "added" : removed ? "removed" : "same",
        text: value,
      }))
    : [
        { kind: "removed", text: before },
        { kind: "added", text: after },
      ];
  return parts.filter(({ text }) => text !== "");
}

/** Which share of the longer text is in both, 0 to 1. */
export function shared(parts: readonly DiffPart[]): number {
  const length = (kinds: readonly DiffPart["kind"][]) =>
    parts.reduce((sum, { kind, text }) => (kinds.includes(kind) ? sum + text.trim().length : sum), 0);
  return length(["same"]) / Math.max(1, length(["same", "removed"]), length(["same", "added"]));
}
