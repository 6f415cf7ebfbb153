/** What of the page of labels stands in its address. */
import type { LabelKind } from "@/app/strings/labels";

export interface LabelsSearch {
  /** Absent for categories. */
  show?: "tags";
  q?: string;
}

export function parseLabelsSearch(raw: Record<string, unknown>): LabelsSearch {
  const q = typeof raw.q === "string" || typeof raw.q === "number" ? String(raw.q) : "";
  return { ...(raw.show === "tags" ? { show: "tags" } : {}), ...(q === "" ? {} : { q }) };
}

/** A category or a tag, and how many flows bear it. */
export interface Label {
  name: string;
  count: number;
  /** Samples that bear it. */
  samples: number;
}

/** Those with the letters that were typed, in the order that a person looks for them. */
export function found(labels: readonly Label[], q: string): Label[] {
  const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = fold(q.trim());
  return labels
    .filter(({ name }) => fold(name).includes(wanted))
    .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}

export function kindOf({ show }: LabelsSearch): LabelKind {
  return show ?? "categories";
}
