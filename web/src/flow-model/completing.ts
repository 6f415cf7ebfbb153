/** `{{variable}}` while it is typed: which is meant, what could be, and the text with it. */
import type { IntakeVariable } from "@/api/types";
import { isVariableName } from "./variables";

/** A variable whose braces are open at the caret. */
export interface Open {
  /** Where its braces begin. */
  from: number;
  /** What of its name is typed. */
  typed: string;
}

export function openAt(text: string, caret: number): Open | null {
  const match = /\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]*)?$/.exec(text.slice(0, caret));
  return match && { from: match.index, typed: match[1] ?? "" };
}

export type Offer = { kind: "known"; variable: IntakeVariable } | { kind: "new"; name: string };

/** What could be meant: those that begin so, then those that have it in their name or question; at last a new one. */
export function offersFor(typed: string, intake: readonly IntakeVariable[]): Offer[] {
  const wanted = typed.toLowerCase();
  const rank = ({ name, label }: IntakeVariable) => {
    if (name.toLowerCase().startsWith(wanted)) return 0;
    return `${name} ${label ?? ""}`.toLowerCase().includes(wanted) ? 1 : 2;
  };
  const known = intake
    .filter((variable) => rank(variable) < 2)
    .toSorted((a, b) => rank(a) - rank(b))
    .map((variable) => ({ kind: "known" as const, variable }));
  const isNew = isVariableName(typed) && intake.every(({ name }) => name !== typed);
  return isNew ? [...known, { kind: "new", name: typed }] : known;
}

/** The text with the variable in place of what was typed of it, and where the caret is then. */
export function completed(text: string, caret: number, { from }: Open, name: string) {
  const behind = text.slice(caret).replace(/^[A-Za-z0-9_]*[ \t]*\}\}/, "");
  const before = `${text.slice(0, from)}{{${name}}}`;
  return { text: before + behind, caret: before.length };
}
