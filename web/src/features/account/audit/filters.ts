/** The filters of the audit log as they stand in its address. */
import type { AuditFilters } from "@/api/types";

/** What is absent is not narrowed. */
export interface AuditSearch {
  /** Id of who did it. */
  actor?: string;
  action?: string;
  target?: string;
  /** Days, as `2026-11-20`, in the reader's zone. */
  from?: string;
  to?: string;
}

/** Reads an address, leaving out what no filter knows. */
export function parseAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const text = (value: unknown, form: RegExp) =>
    typeof value === "string" && form.test(value) ? value : undefined;
  const day = (value: unknown) => {
    const written = text(value, /^\d{4}-\d{2}-\d{2}$/);
    return written && !Number.isNaN(Date.parse(written)) ? written : undefined;
  };
  return withoutEmpty({
    actor: text(raw.actor, /^[0-9a-f-]{36}$/),
    action: text(raw.action, /^[a-z_.]{1,64}$/),
    target: text(raw.target, /^[a-z_]{1,64}$/),
    from: day(raw.from),
    to: day(raw.to),
  });
}

/** The same in the API's words: days become moments, from the first of the one to the last of the other. */
export function toApiFilters({ actor, action, target, from, to }: AuditSearch): AuditFilters {
  return withoutEmpty({
    actor,
    action,
    target_type: target,
    from: from && new Date(`${from}T00:00:00`).toISOString(),
    to: to && new Date(`${to}T23:59:59.999`).toISOString(),
  });
}

export function isFiltered(search: AuditSearch): boolean {
  return Object.values(search).some((filter) => filter !== undefined);
}

function withoutEmpty<Values extends object>(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
}
