/** An entry of the audit log in words. */
import { account as words } from "@/app/strings/account";
import { formatDateTime } from "@/ui/format";

const t = words.audit;

/** What an entry notes of how it was and how it is. */
interface Noted {
  before?: unknown;
  after?: unknown;
}

/** "device.revoked" → "Device revoked", also for what this client does not know yet. */
export function actionInWords(action: string): string {
  const [noun = "", ...rest] = action.split(".");
  return [nounInWords(noun), ...rest.map(spaced)].filter(Boolean).join(" ");
}

/** "api_token" → "Token" */
export function nounInWords(noun: string): string {
  return t.nouns[noun] ?? capital(spaced(noun));
}

const NAMES = ["name", "email", "label", "agent", "title", "file"];

/** What the entry calls the thing that it is about, if it does. */
export function targetInWords({ before, after }: Noted): string | undefined {
  for (const noted of [after, before]) {
    if (!isObject(noted)) continue;
    const name = NAMES.map((key) => noted[key]).find((value) => typeof value === "string" && value !== "");
    if (typeof name === "string") return name;
  }
  return undefined;
}

export interface Change {
  field: string;
  before: string | undefined;
  after: string | undefined;
}

/** What an entry notes, a line for each field; where it notes both sides, only what differs. */
export function changesOf({ before, after }: Noted): Change[] {
  const [was, is] = [flat(before), flat(after)];
  const hasBoth = before != null && after != null;
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields
    .map((field) => ({ field: capital(spaced(field)), before: was.get(field), after: is.get(field) }))
    .filter((change) => !hasBoth || change.before !== change.after);
}

/** The leaves of a JSON value in words, by their path. */
function flat(value: unknown, path = ""): Map<string, string> {
  if (value == null && path === "") return new Map();
  if (!isObject(value)) return new Map([[path || "value", inWords(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...flat(inner, path ? `${path} › ${key}` : key)]),
  );
}

function inWords(value: unknown): string {
  if (value == null) return t.unset;
  if (typeof value === "boolean") return value ? t.yes : t.no;
  if (Array.isArray(value)) return value.length === 0 ? t.unset : value.map(inWords).join(", ");
  if (typeof value === "string") return isMoment(value) ? formatDateTime(value) : value;
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function spaced(text: string): string {
  return text.replaceAll("_", " ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
