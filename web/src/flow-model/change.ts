/**
 * The smallest changes of a draft. Every edit is a list of them, so that it can be undone, sent, and one day applied to a
 * document that several people edit: they are the `changes` of the API's sync (op, node_id, field, value), with three more
 * for what belongs to no node.
 */
import type { FlowDocument, FlowNode, Point, Visibility } from "@/api/types";

/** What a flow has besides its document. */
export interface FlowMeta {
  name: string;
  description: string;
  category: string | null;
  tags: string[];
  visibility: Visibility;
  /** When somebody should look at it again. */
  review_due_at: string | null;
}

/** What is edited. Never changed in place: what an edit leaves alone stays the same object. */
export interface Draft {
  readonly meta: FlowMeta;
  readonly document: FlowDocument;
}

type DocumentField = "root" | "connections" | "intake";

/** The node that it comes behind; null at the top. It says more than a number, which others' changes make wrong. */
interface Behind {
  behind?: string | null;
}

export type Change =
  | ({ op: "add"; node: FlowNode; at: number } & Behind)
  | { op: "remove"; node_id: string }
  | ({ op: "move"; node_id: string; to: number } & Behind)
  /** `undefined` takes the field away. */
  | { op: "update"; node_id: string; field: keyof FlowNode; value: unknown }
  /** Where a node lies on the canvas; `undefined` where the layout puts it. */
  | { op: "place"; node_id: string; value: Point | undefined }
  | { op: "document"; field: DocumentField; value: FlowDocument[DocumentField] }
  | { op: "meta"; field: keyof FlowMeta; value: FlowMeta[keyof FlowMeta] };

/** Sets a field of a node; with `undefined` it is taken away. */
export function update<Field extends keyof FlowNode>(
  node_id: string,
  field: Field,
  value: FlowNode[Field] | undefined,
): Change {
  return { op: "update", node_id, field, value };
}

export function setDocument<Field extends DocumentField>(field: Field, value: FlowDocument[Field]): Change {
  return { op: "document", field, value };
}

export function place(node_id: string, value: Point | undefined): Change {
  return { op: "place", node_id, value };
}

/** The draft after the changes, and the changes that lead back. Those that no longer apply (the node is gone) do nothing. */
export function applyChanges(draft: Draft, changes: readonly Change[]): { draft: Draft; inverse: Change[] } {
  const inverse: Change[] = [];
  let current = draft;
  for (const change of changes) {
    const step = applyOne(current, change);
    if (!step) continue;
    current = step.draft;
    inverse.unshift(step.inverse);
  }
  return { draft: current, inverse };
}

const NO_META: FlowMeta = {
  name: "",
  description: "",
  category: null,
  tags: [],
  visibility: "team",
  review_due_at: null,
};

/** The document after changes of it. */
export function documentAfter(document: FlowDocument, changes: readonly Change[]): FlowDocument {
  return applyChanges({ meta: NO_META, document }, changes).draft.document;
}

function applyOne(draft: Draft, change: Change): { draft: Draft; inverse: Change } | null {
  const { document } = draft;
  if (change.op === "meta") {
    const { field, value } = change;
    const was = draft.meta[field];
    if (was === value) return null;
    return {
      draft: { ...draft, meta: { ...draft.meta, [field]: value } },
      inverse: { op: "meta", field, value: was },
    };
  }
  if (change.op === "document") {
    const { field, value } = change;
    if (document[field] === value) return null;
    return {
      draft: { ...draft, document: withField(document, field, value) },
      inverse: { op: "document", field, value: document[field] },
    };
  }
  if (change.op === "place") {
    const was = document.canvas?.positions?.[change.node_id];
    if (isSame(was, change.value)) return null;
    return {
      draft: { ...draft, document: placed(document, change.node_id, change.value) },
      inverse: place(change.node_id, was),
    };
  }
  const step = applyToNodes(document.nodes, change);
  return step && { draft: { ...draft, document: { ...document, nodes: step.nodes } }, inverse: step.inverse };
}

/** A canvas on which nothing has its place any more, and that says nothing else, is none. */
function placed(document: FlowDocument, id: string, at: Point | undefined): FlowDocument {
  const canvas = document.canvas ?? {};
  const { [id]: _, ...others } = canvas.positions ?? {};
  const positions = at ? { ...canvas.positions, [id]: at } : others;
  const isEmpty =
    Object.keys(positions).length === 0 && Object.keys(canvas).every((key) => key === "positions");
  return isEmpty
    ? withField(document, "canvas", undefined)
    : { ...document, canvas: { ...canvas, positions } };
}

type NodeChange = Exclude<Change, { op: "meta" | "document" | "place" }>;

function applyToNodes(
  nodes: readonly FlowNode[],
  change: NodeChange,
): { nodes: FlowNode[]; inverse: Change } | null {
  if (change.op === "add") {
    if (nodes.some(({ id }) => id === change.node.id)) return null;
    const at = placeIn(nodes, change.at, change.behind);
    return { nodes: nodes.toSpliced(at, 0, change.node), inverse: { op: "remove", node_id: change.node.id } };
  }
  const place = nodes.findIndex(({ id }) => id === change.node_id);
  const node = nodes[place];
  if (!node) return null;
  const behind = nodes[place - 1]?.id ?? null;
  switch (change.op) {
    case "remove":
      return { nodes: nodes.toSpliced(place, 1), inverse: { op: "add", node, at: place, behind } };
    case "move": {
      const others = nodes.toSpliced(place, 1);
      const to = placeIn(others, change.to, change.behind);
      if (to === place) return null;
      return {
        nodes: others.toSpliced(to, 0, node),
        inverse: { op: "move", node_id: node.id, to: place, behind },
      };
    }
    case "update": {
      const { field, value } = change;
      if (node[field] === value) return null;
      return {
        nodes: nodes.with(place, withField(node, field, value)),
        inverse: { op: "update", node_id: node.id, field, value: node[field] },
      };
    }
  }
}

/** Where a node is put: behind the one that is named, if it is there; else at the number. */
function placeIn(nodes: readonly FlowNode[], at: number, behind: string | null | undefined): number {
  if (behind === null) return 0;
  const place = behind === undefined ? -1 : nodes.findIndex(({ id }) => id === behind);
  return place < 0 ? Math.min(Math.max(0, at), nodes.length) : place + 1;
}

function withField<Whole extends object>(whole: Whole, field: keyof Whole, value: unknown): Whole {
  if (value !== undefined) return { ...whole, [field]: value };
  const { [field]: _, ...rest } = whole;
  return rest as Whole;
}

/** Whether two drafts, or parts of them, say the same. A field that is absent equals one that is `undefined`. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, place) => isSame(item, b[place]));
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(left[key], right[key]));
}
