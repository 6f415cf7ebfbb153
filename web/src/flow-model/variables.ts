/**
 * `{{name}}` in titles, bodies and commands: where variables are, and where braces are somebody else's. The same rule as
 * the server's (crates/domain, flow/variables.rs): each pair of braces is looked at by itself; with a plain name in it, it
 * is a variable, with anything else it is text of another template language, shown and copied as it is.
 */
import type { IntakeVariable } from "@/api/types";

/** Words that are never variables: `{{end}}` and `{{else}}` in the templates that `kubectl` and `docker` take. */
const RESERVED: ReadonlySet<string> = new Set(["break", "continue", "else", "end"]);

/** Of `{{{name}}}` the inner braces count, as in a shell's `${{{name}}}`; and no line break stands between them. */
const PLACEHOLDER = /\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*\}\}/g;

/** A stretch of a text: `written` is how it stands there; `name` only if it is a variable. */
export interface TextPart {
  written: string;
  name?: string;
}

export type Values = Readonly<Record<string, string | undefined>>;

/** Whether `name` can be the name of a variable. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name);
}

/** The text cut into literals and variables. Joined as written, the parts are the text again. */
export function parts(text: string): TextPart[] {
  const found: TextPart[] = [];
  let cut = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    const [written, name = ""] = match;
    if (RESERVED.has(name)) continue;
    if (cut < match.index) found.push({ written: text.slice(cut, match.index) });
    found.push({ written, name });
    cut = match.index + written.length;
  }
  if (cut < text.length) found.push({ written: text.slice(cut) });
  return found;
}

/** The names of the variables in the texts, each once, in the order in which they first occur. */
export function variableNames(...texts: readonly (string | null | undefined)[]): string[] {
  const names = texts.flatMap((text) => parts(text ?? "").flatMap((part) => part.name ?? []));
  return [...new Set(names)];
}

/** What a text still lacks: the labels of the flow's variables that occur in it without a value. */
export function unfilled(
  text: string,
  intake: readonly Pick<IntakeVariable, "name" | "label">[],
  values: Values,
): string[] {
  const labels = new Map(intake.map(({ name, label }) => [name, label || name]));
  // What the flow does not declare may be meant as it is written.
  return variableNames(text).flatMap((name) => (values[name] === undefined ? (labels.get(name) ?? []) : []));
}

/** The values to fill titles with for people: what has none yet is named by its label. */
export function named(intake: readonly Pick<IntakeVariable, "name" | "label">[], values: Values): Values {
  return { ...Object.fromEntries(intake.map(({ name, label }) => [name, label || name])), ...values };
}

/** A title where the flow's labels are not at hand: its variables by their names in words, without the braces. */
export function inWords(text: string): string {
  return parts(text)
    .map(({ written, name }) => name?.replaceAll("_", " ") ?? written)
    .join("");
}

/** The text with the values of its variables. One without a value stays as written; values are not filled again. */
export function fill(text: string, values: Values): string {
  return parts(text)
    .map(
      ({ written, name }) =>
        (name !== undefined && Object.hasOwn(values, name) ? values[name] : undefined) ?? written,
    )
    .join("");
}
