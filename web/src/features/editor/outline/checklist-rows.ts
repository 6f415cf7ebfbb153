/** A checklist as rows with their places on the page: headings, steps, and at the end of each section where one adds to it. */
import type { FlowDocument } from "@/api/types";
import { blockEnd } from "@/flow-model/sections";
import type { OutlineLine } from "@/flow-model/outline";

export type ChecklistRow = {
  key: string;
  top: number;
  height: number;
  depth: number;
} & (
  | { kind: "line"; line: OutlineLine }
  /** Adds a step at this place in the document, or a section there. */
  | { kind: "add" | "add-section"; at: number }
);

export interface SectionBox {
  key: string;
  top: number;
  height: number;
}

export interface Heights {
  heading: number;
  step: number;
  add: number;
}

const GAP = 12;

export interface Laid {
  rows: ChecklistRow[];
  /** Around each section of the first level. */
  boxes: SectionBox[];
  height: number;
}

export function layOut(
  { nodes }: FlowDocument,
  lines: readonly OutlineLine[],
  collapsed: ReadonlySet<string>,
  heights: Heights,
): Laid {
  const rows: ChecklistRow[] = [];
  const boxes: SectionBox[] = [];
  const places = new Map(nodes.map(({ id }, place) => [id, place]));
  let top = GAP;
  const push = (row: Pick<ChecklistRow, "key" | "depth" | "height"> & Record<string, unknown>) => {
    rows.push({ ...row, top } as ChecklistRow);
    top += row.height;
  };
  const addStep = (at: number, depth: number, key: string) =>
    push({ kind: "add", key: `add ${key}`, at, depth, height: heights.add });
  let box: SectionBox | null = null;
  const close = () => {
    if (!box) return;
    box.height = top - box.top;
    box = null;
    top += GAP;
  };
  let heading: OutlineLine | null = null;
  const endSection = () => {
    const id = heading?.node?.id;
    if (id !== undefined && heading && !collapsed.has(id))
      addStep(blockEnd(nodes, places.get(id) ?? 0), heading.depth + 1, id);
    heading = null;
  };

  const end = nodes.findIndex(({ type }) => type === "procedure_end");
  const isLoose = lines[0]?.node?.type !== "section_header";
  lines.forEach((line, place) => {
    const type = line.node?.type;
    if (type === "section_header") {
      const isInside = heading !== null && line.depth > heading.depth;
      if (!isInside) endSection();
      if (line.depth === 0) {
        close();
        box = { key: line.key, top, height: 0 };
        boxes.push(box);
      }
      heading = line;
    } else if (type === "procedure_end") {
      endSection();
      close();
      if (isLoose && boxes.length === 0) addStep(end, 0, "");
      push({ kind: "add-section", key: "add section", at: end, depth: 0, height: heights.add });
      top += GAP;
    }
    push({
      kind: "line",
      key: line.key,
      line,
      depth: line.depth,
      height: type === "section_header" ? heights.heading : heights.step,
    });
    if (place === lines.length - 1 && type !== "procedure_end") {
      endSection();
      close();
      if (isLoose && boxes.length === 0) addStep(nodes.length, 0, "");
      push({ kind: "add-section", key: "add section", at: nodes.length, depth: 0, height: heights.add });
    }
  });
  return { rows, boxes, height: top + GAP };
}
