/** The filters of the session history as they stand in its address. */
import type { Outcome, SessionStatus } from "@/api/types";
import { OUTCOMES } from "@/ui/status";

export const STATUSES: readonly SessionStatus[] = ["in_progress", "completed", "abandoned", "prepared"];
/** What is absent is not narrowed. */
export interface HistorySearch {
  q?: string;
  status?: SessionStatus;
  outcome?: Outcome;
  mine?: true;
  /** Days, as `2026-11-20`, in the reader's zone. */
  from?: string;
  to?: string;
}

/** Reads an address, leaving out what no filter knows. */
export function parseHistorySearch(raw: Record<string, unknown>): HistorySearch {
  const day = (value: unknown) =>
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
      ? value
      : undefined;
  return withoutEmpty({
    q: typeof raw.q === "string" || typeof raw.q === "number" ? String(raw.q) || undefined : undefined,
    status: STATUSES.find((known) => known === raw.status),
    outcome: OUTCOMES.find((known) => known === raw.outcome),
    mine: raw.mine === true ? (true as const) : undefined,
    from: day(raw.from),
    to: day(raw.to),
  });
}

/** The same in the API's words: days become moments, from the first of the one to the last of the other. */
export function toApiFilters({ q, status, outcome, mine, from, to }: HistorySearch, me: string) {
  return withoutEmpty({
    q,
    status,
    outcome,
    user: mine ? me : undefined,
    from: from && new Date(`${from}T00:00:00`).toISOString(),
    to: to && new Date(`${to}T23:59:59.999`).toISOString(),
  });
}

export function isFiltered(search: HistorySearch): boolean {
  return Object.values(search).some((filter) => filter !== undefined);
}

function withoutEmpty<Values extends object>(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
}
