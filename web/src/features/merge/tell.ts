/** What a conflict is about, and what each side has there, in words. */
import type { Conflict, FlowDocument, FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import { merge as t } from "@/app/strings/merge";
import { humanized } from "@/features/flow/node-content";
import { isPosition, pathOf } from "@/flow-model/sync/place";
import { isSame } from "@/flow-model/change";
import { formatDay } from "@/ui/format";

export interface Told {
  /** The node that it is about, as far as anybody knows it. */
  node: FlowNode | undefined;
  place: string;
  base: string | null;
  ours: string | null;
  theirs: string | null;
  /** People may write something else there. */
  isText: boolean;
  /** The words say what a side has, they are not what it has: a diff of them would tell nothing. */
  isSaid: boolean;
}

const REFERENCES = new Set(["next", "to", "root", "from"]);
const CHOSEN = new Set(["type", "risk", "library_visibility", "tree_id", "visibility", "command_type"]);

/** `documents` are asked for the titles of what is mentioned, the first that knows it. */
export function tell(conflict: Conflict, documents: readonly FlowDocument[]): Told {
  const path = pathOf(conflict);
  const field = path.at(-1) ?? "";
  const node = conflict.node_id == null ? undefined : nodeOf(conflict, documents);
  const told = { node, place: placeOf(path, conflict, documents) };
  const sides = [conflict.base, conflict.ours, conflict.theirs] as const;
  const say = (words: (value: unknown) => string | null) => {
    const [base, ours, theirs] = sides.map(words);
    return { base: base ?? null, ours: ours ?? null, theirs: theirs ?? null };
  };
  if (isPosition(path)) {
    const words = (before: unknown) =>
      before == null ? t.first : t.after(nameOf(path, String(before), documents));
    return { ...told, ...say(words), isText: false, isSaid: true };
  }
  if (conflict.node_id != null && conflict.field == null) {
    const words = (value: unknown) => (value == null ? t.deleted : wholeNode(value, conflict.base));
    return { ...told, ...say(words), base: null, isText: false, isSaid: true };
  }
  if (REFERENCES.has(field)) {
    const words = (id: unknown) => (id == null ? null : t.leadsTo(titleOf(String(id), documents)));
    return { ...told, ...say(words), isText: false, isSaid: true };
  }
  if (field === "review_due_at") {
    const words = (at: unknown) => (typeof at === "string" ? formatDay(at) : null);
    return { ...told, ...say(words), isText: false, isSaid: true };
  }
  if (isLink(path)) {
    const words = (value: unknown) => (value == null ? null : linkText(value, documents));
    return { ...told, ...say(words), isText: false, isSaid: true };
  }
  const isText = !CHOSEN.has(field) && sides.every((value) => value == null || typeof value === "string");
  return { ...told, ...say(valueText), isText, isSaid: false };
}

/** Whether it is an answer or a connection as a whole. */
function isLink([list, id, field, item, part]: readonly string[]): boolean {
  if (list === "connections") return id !== undefined && field === undefined;
  return list === "nodes" && field === "options" && item !== undefined && part === undefined;
}

function linkText(value: unknown, documents: readonly FlowDocument[]): string {
  const { label, from, to } = value as { label?: string; from?: string; to?: string };
  const ends = [from, to].filter((id) => id !== undefined).map((id) => titleOf(id, documents));
  return from === undefined
    ? [label, ...ends].join(" → ")
    : [ends.join(" → "), label].filter(Boolean).join(": ");
}

function nodeOf({ node_id, base, ours, theirs, field }: Conflict, documents: readonly FlowDocument[]) {
  for (const { nodes } of documents) {
    const node = nodes.find(({ id }) => id === node_id);
    if (node) return node;
  }
  return field == null ? ((ours ?? theirs ?? base ?? undefined) as FlowNode | undefined) : undefined;
}

function wholeNode(value: unknown, base: unknown): string {
  const [node, before] = [value, base ?? {}] as Record<string, unknown>[];
  const names = Object.keys({ ...node, ...before }).filter((name) => !isSame(node?.[name], before?.[name]));
  return base == null || names.length === 0 ? t.kept : t.keptWith(names.map(fieldName).join(", "));
}

function placeOf(path: readonly string[], conflict: Conflict, documents: readonly FlowDocument[]): string {
  const [list, id = "", field, item = "", part] = path;
  if (list === "nodes") {
    if (field === undefined) return t.places.node;
    if (field === "position") return t.places.position;
    if (field === "options" && item !== "") return optionPlace(id, item, part, conflict, documents);
    return field === "template_data" && item !== "" ? humanized(item) : fieldName(field);
  }
  if (list === "intake" && id !== "") {
    return field === undefined ? t.places.intake(id) : t.places.intakeField(id, fieldName(field));
  }
  if (list === "connections" && id !== "") {
    const link = documents.flatMap(({ connections }) => connections ?? []).find((known) => known.id === id);
    return link
      ? t.places.connection(titleOf(link.from, documents), titleOf(link.to, documents))
      : fieldName("connections");
  }
  return list === "meta" ? fieldName(id) : fieldName(list ?? "");
}

function optionPlace(
  node: string,
  option: string,
  part: string | undefined,
  conflict: Conflict,
  documents: readonly FlowDocument[],
): string {
  const known = documents
    .flatMap(({ nodes }) => nodes.find(({ id }) => id === node)?.options ?? [])
    .find(({ id }) => id === option);
  const whole = (conflict.ours ?? conflict.theirs ?? conflict.base) as { label?: string } | null;
  const label = known?.label ?? (part === undefined ? whole?.label : undefined) ?? option;
  if (part === "to") return t.places.optionTo(label);
  return part === "position" ? t.places.optionPosition(label) : t.places.option(label);
}

/** What a node is called, if any of these documents knows it. */
export function titleOf(id: string, documents: readonly FlowDocument[]): string {
  for (const { nodes } of documents) {
    const node = nodes.find((known) => known.id === id);
    if (node) return node.title || strings.flow.untitled;
  }
  return id;
}

/** Of an item in the list in which this position is. */
function nameOf(path: readonly string[], id: string, documents: readonly FlowDocument[]): string {
  if (path[2] === "options") {
    const options = documents.flatMap(
      ({ nodes }) => nodes.find((node) => node.id === path[1])?.options ?? [],
    );
    return options.find((option) => option.id === id)?.label || id;
  }
  return path[0] === "nodes" ? titleOf(id, documents) : id;
}

function fieldName(name: string): string {
  const { fields, meta, intake } = editor;
  const known: Record<string, string> = {
    title: fields.title,
    description: fields.description,
    help_text: fields.help_text,
    expected_outcome: fields.expected_outcome,
    options: fields.options,
    next: fields.next,
    tree_id: fields.tree_id,
    commands: fields.commands,
    checklist: fields.checklist,
    est_minutes: fields.est_minutes,
    risk: fields.risk,
    name: meta.name,
    category: meta.category,
    tags: meta.tags,
    visibility: meta.visibility,
    review_due_at: meta.reviewDue,
    label: intake.label,
    deferred: intake.when,
    required: intake.required,
    choices: intake.choices,
    root: t.places.root,
    type: t.places.type,
    links: t.places.links,
    library_visibility: t.places.library_visibility,
    attachments: t.places.attachments,
  };
  return known[name] ?? humanized(name);
}

/** A value as lines of text; null for none. */
export function valueText(value: unknown): string | null {
  if (value == null || value === "" || (Array.isArray(value) && value.length === 0)) return null;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? t.yes : t.no;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map((item) => valueText(item) ?? "").join("\n");
  const { command, label, url } = value as Record<string, unknown>;
  const said = [label, command ?? url].filter((text) => typeof text === "string" && text !== "");
  return said.length > 0 ? said.join(": ") : JSON.stringify(value, null, 2);
}
