/**
 * Nodes as they are on the clipboard: text that can be pasted into this flow or another, by this person or another. What comes
 * from a clipboard may be anything, so it is believed only as far as it has the shape of nodes.
 */
import type {
  Connection,
  FlowDocument,
  FlowKind,
  FlowNode,
  IntakeVariable,
  NodeType,
  Point,
} from "@/api/types";
import { place, setDocument, type Change } from "./change";
import { withSections } from "./edits/order";
import { textsOf } from "./findings";
import { newId } from "./ids";
import { hasNext, hasOptions, isOrdered, typesOf } from "./kinds";
import { sourcesOf } from "./links";
import { levelOf, sectionEnd } from "./sections";
import { variableNames } from "./variables";

export interface Clip {
  kind: FlowKind;
  nodes: FlowNode[];
  /** Where their flow starts, if that is among them. */
  root?: string;
  /** Those among the nodes. */
  connections: Connection[];
  /** What the nodes ask for by `{{name}}`. */
  intake: IntakeVariable[];
  positions: Record<string, Point>;
}

/** Says what the text is; a number that grows when its shape changes. */
const MARK = "branchbook/steps";
const VERSION = 1;
/** No more are taken from a clipboard: as many as a flow may have. */
const MOST = 5_000;

/** These nodes with what joins them, and each heading with its section. What they lead to beside each other is left out. */
export function clipOf(
  document: FlowDocument,
  chosen: ReadonlySet<string>,
  places?: ReadonlyMap<string, Point>,
): Clip {
  const ids = isOrdered(document.kind) ? withSections(document, chosen) : chosen;
  const nodes = document.nodes.filter(({ id }) => ids.has(id)).map((node) => inside(node, ids));
  const used = new Set(variableNames(...nodes.flatMap(textsOf)));
  const position = (id: string) => places?.get(id) ?? document.canvas?.positions?.[id];
  return {
    kind: document.kind,
    nodes,
    ...(document.root != null && ids.has(document.root) && { root: document.root }),
    connections: (document.connections ?? []).filter(({ from, to }) => ids.has(from) && ids.has(to)),
    intake: (document.intake ?? []).filter(({ name }) => used.has(name)),
    positions: Object.fromEntries(
      nodes.flatMap(({ id }) => {
        const at = position(id);
        return at ? [[id, at]] : [];
      }),
    ),
  };
}

function inside(node: FlowNode, ids: ReadonlySet<string>): FlowNode {
  return relinked(node, (to) => (ids.has(to) ? to : undefined));
}

/** A node whose links lead to other ids, or nowhere. */
function relinked(
  { next, options, ...rest }: FlowNode,
  target: (to: string) => string | undefined,
): FlowNode {
  const on = next == null ? undefined : target(next);
  return {
    ...rest,
    ...(on === undefined ? {} : { next: on }),
    ...(options && {
      options: options.map(({ to, ...option }) => {
        const leads = to == null ? undefined : target(to);
        return leads === undefined ? option : { ...option, to: leads };
      }),
    }),
  } as FlowNode;
}

export function writeClip(clip: Clip): string {
  return JSON.stringify({ clip: MARK, version: VERSION, ...clip });
}

/** What a text from a clipboard holds, or null where it is anything else. */
export function readClip(text: string): Clip | null {
  if (!text.includes(MARK)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || value.clip !== MARK || value.version !== VERSION) return null;
  const kind = KINDS.find((known) => known === value.kind);
  if (!kind || !Array.isArray(value.nodes) || value.nodes.length > MOST) return null;
  const nodes = value.nodes.flatMap((node) => readNode(node, kind) ?? []);
  if (nodes.length === 0) return null;
  return {
    kind,
    nodes,
    ...(isText(value.root) && { root: value.root }),
    connections: list(value.connections).filter(isConnection),
    intake: list(value.intake).filter(isVariable),
    positions: isObject(value.positions)
      ? Object.fromEntries(
          Object.entries(value.positions).filter((entry): entry is [string, Point] => isPoint(entry[1])),
        )
      : {},
  };
}

const KINDS: readonly FlowKind[] = ["troubleshooting", "procedural", "maintenance", "impact"];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isPoint = (value: unknown): value is Point =>
  isObject(value) && Number.isFinite(value.x) && Number.isFinite(value.y);
const isConnection = (value: unknown): value is Connection =>
  isObject(value) && [value.id, value.from, value.to, value.type].every(isText);
const isVariable = (value: unknown): value is IntakeVariable =>
  isObject(value) &&
  [value.name, value.type].every(isText) &&
  (value.label === undefined || isText(value.label));

/** Whether each known field of a node is what the editor takes it for; a field that is not is left out. */
const FIELDS: Record<string, (value: unknown) => boolean> = {
  description: isText,
  next: isText,
  tree_id: isText,
  help_text: isText,
  expected_outcome: isText,
  est_minutes: Number.isFinite,
  risk: (value) => ["low", "medium", "high"].includes(value as string),
  library_visibility: (value) => value === "team" || value === "public",
  checklist: (value) => Array.isArray(value) && value.every(isText),
  options: (value) =>
    Array.isArray(value) &&
    value.every(
      (option) =>
        isObject(option) &&
        isText(option.id) &&
        isText(option.label) &&
        (option.to == null || isText(option.to)),
    ),
  commands: (value) =>
    Array.isArray(value) && value.every((command) => isObject(command) && isText(command.command)),
  template_data: isObject,
};

function readNode(value: unknown, kind: FlowKind): FlowNode | null {
  if (!isObject(value) || !isText(value.id) || !isText(value.title)) return null;
  if (!typesOf(kind).some((type) => type === value.type)) return null;
  const fields = Object.entries(value).filter(([name, field]) => FIELDS[name]?.(field) ?? true);
  return Object.fromEntries(fields) as FlowNode;
}

/** Why nodes cannot be pasted. */
export type Refusal = "impact_into_steps" | "steps_into_impact" | "nothing_left";

export interface Pasted {
  changes: Change[];
  ids: string[];
  /** How many questions lost their answers, as a checklist has none. */
  flattened: number;
}

export interface PasteOptions {
  /** The id of the node after which they come in a checklist. */
  after?: string;
  /** Where the nodes go: how far from where they were. Without it nothing is said of where they lie. */
  by?: Point;
}

/** The nodes in a flow, with new ids; as the types of another kind where there are such. */
export function paste(
  document: FlowDocument,
  clip: Clip,
  { after, by }: PasteOptions = {},
): Pasted | Refusal {
  if (clip.kind !== document.kind) {
    if (clip.kind === "impact") return "impact_into_steps";
    if (document.kind === "impact") return "steps_into_impact";
  }
  const converted = convert(clip, document.kind);
  if (converted.nodes.length === 0) return "nothing_left";
  const ids = new Map(converted.nodes.map(({ id }) => [id, newId("n")]));
  const nodes = converted.nodes.map((node) => ({
    ...relinked(node, (to) => ids.get(to)),
    id: ids.get(node.id) as string,
  }));
  const at = isOrdered(document.kind) ? placeAfter(document, after, nodes) : document.nodes.length;
  const changes: Change[] = nodes.map((node, offset) => ({ op: "add", node, at: at + offset }));
  if (document.nodes.length === 0 && !isOrdered(document.kind))
    changes.push(setDocument("root", ids.get(beginningOf(converted))));
  const links = converted.connections.flatMap((link) => {
    const [from, to] = [ids.get(link.from), ids.get(link.to)];
    return from && to ? [{ ...link, id: newId("link"), from, to }] : [];
  });
  if (links.length > 0) changes.push(setDocument("connections", [...(document.connections ?? []), ...links]));
  const asked = new Set((document.intake ?? []).map(({ name }) => name));
  const missing = converted.intake.filter(({ name }) => !asked.has(name));
  if (missing.length > 0) changes.push(setDocument("intake", [...(document.intake ?? []), ...missing]));
  for (const [was, id] of ids) {
    const position = converted.positions[was];
    if (by && position) changes.push(place(id, { x: position.x + by.x, y: position.y + by.y }));
  }
  return { changes, ids: nodes.map(({ id }) => id), flattened: converted.flattened };
}

/** Where a flow of these nodes alone starts: as theirs does, else at the first to which none of the others leads. */
function beginningOf({ kind, nodes, connections, root }: Clip): string {
  const sources = sourcesOf({ schema: 1, kind, nodes, connections });
  const isStart = ({ id }: FlowNode) => id === root;
  const isFirst = ({ id }: FlowNode) => (sources.get(id) ?? []).every(({ from }) => from.id === id);
  return (nodes.find(isStart) ?? nodes.find(isFirst) ?? (nodes[0] as FlowNode)).id;
}

function placeAfter({ nodes }: FlowDocument, after: string | undefined, pasted: readonly FlowNode[]): number {
  const place = nodes.findIndex(({ id }) => id === after);
  if (place >= 0 && nodes[place]?.type !== "procedure_end") {
    const heading = pasted.find(({ type }) => type === "section_header");
    return heading ? sectionEnd(nodes, place, levelOf(heading)) : place + 1;
  }
  const end = nodes.findIndex(({ type }) => type === "procedure_end");
  return end < 0 ? nodes.length : end;
}

/** The nodes as a flow of this kind has them: a checklist's steps follow each other by `next`, a graph's by their order. */
function convert(clip: Clip, kind: FlowKind): Clip & { flattened: number } {
  const isChecklist = isOrdered(kind);
  if (isChecklist === isOrdered(clip.kind)) return { ...clip, flattened: 0 };
  const connections = isChecklist ? [] : clip.connections;
  if (isChecklist) {
    const flattened = clip.nodes.filter((node) => hasOptions(node.type)).length;
    return { ...clip, connections, nodes: clip.nodes.map(asStep), flattened };
  }
  const steps = clip.nodes.filter(({ type }) => type === "procedure_step");
  const nodes = steps.map((step, at) => ({
    ...retyped(step, "action"),
    ...(steps[at + 1] && { next: steps[at + 1]?.id }),
  }));
  return { ...clip, connections, nodes, flattened: 0 };
}

function asStep({ options: _options, next: _next, tree_id: _tree, ...rest }: FlowNode): FlowNode {
  return retyped(rest as FlowNode, "procedure_step");
}

function retyped(node: FlowNode, type: NodeType): FlowNode {
  const { library_visibility, ...rest } = node;
  const kept = hasNext(type) || library_visibility == null ? {} : { library_visibility };
  return { ...rest, ...kept, type } as FlowNode;
}
