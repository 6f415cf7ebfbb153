/** What of the page that compares versions stands in its address. */

export interface CompareSearch {
  /** Absent for what is most likely meant: see [[endsOf]]. */
  from?: number;
  /** Absent for the newest. */
  to?: number;
  /** Absent for the list. */
  view?: "map";
  /** The node to show on the map. */
  node?: string;
}

export function parseCompareSearch(raw: Record<string, unknown>): CompareSearch {
  const number = (value: unknown) => {
    const found = Number(value);
    return Number.isInteger(found) && found > 0 ? found : undefined;
  };
  const from = number(raw.from);
  const to = number(raw.to);
  const isNode = (typeof raw.node === "string" && raw.node !== "") || typeof raw.node === "number";
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(raw.view === "map" && { view: "map" as const }),
    ...(isNode && { node: String(raw.node) }),
  };
}

/** Which two versions are compared: without a word, the newest with what is published, or with the one before it. */
export function endsOf(
  { from, to }: CompareSearch,
  { version, published_version }: { version: number; published_version?: number | null },
): { from: number; to: number } {
  const end = to ?? version;
  const likely = published_version != null && published_version < end ? published_version : end - 1;
  return { from: from ?? Math.max(1, likely), to: end };
}
