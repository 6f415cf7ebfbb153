/** What of a flow's page stands in its address. */

export const TABS = ["outline", "map", "findings", "versions", "forks"] as const;
export type FlowTab = (typeof TABS)[number];

export interface FlowSearch {
  /** Absent for the outline. */
  tab?: Exclude<FlowTab, "outline">;
  /** The node to show. */
  node?: string;
  /** An older version to look at. */
  version?: number;
}

export function parseVersion(raw: Record<string, unknown>): Pick<FlowSearch, "version"> {
  const version = Number(raw.version);
  return Number.isInteger(version) && version > 0 ? { version } : {};
}

export function parseFlowSearch(raw: Record<string, unknown>): FlowSearch {
  const tab = (["map", "findings", "versions", "forks"] as const).find((known) => known === raw.tab);
  const isNode = typeof raw.node === "string" || typeof raw.node === "number";
  return {
    ...(tab ? { tab } : {}),
    ...(isNode && raw.node !== "" ? { node: String(raw.node) } : {}),
    ...parseVersion(raw),
  };
}
