/** Which proposals are shown, as it stands in the address. */
export const SHOWS = ["waiting", "mine", "all"] as const;
export type Show = (typeof SHOWS)[number];

export interface ProposalsSearch {
  /** Absent for those that wait. */
  show?: Exclude<Show, "waiting">;
}

export function parseProposalsSearch(raw: Record<string, unknown>): ProposalsSearch {
  return raw.show === "mine" || raw.show === "all" ? { show: raw.show } : {};
}
