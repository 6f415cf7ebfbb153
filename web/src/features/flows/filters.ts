/** The filters of the flows page as they stand in its address. */
import type { FlowKind, TreeStatus, Visibility } from "@/api/types";
import type { FlowFilters } from "./queries";

export const KINDS: readonly FlowKind[] = ["troubleshooting", "procedural", "maintenance", "impact"];
export const STATUSES: readonly TreeStatus[] = ["draft", "published", "archived"];
export const VISIBILITIES: readonly Visibility[] = ["private", "team", "public"];
export const SCOPES = ["all", "mine", "team", "samples"] as const;
export const SORTS = ["-updated_at", "name", "-usage_count"] as const;

export type Scope = (typeof SCOPES)[number];
export type Sort = (typeof SORTS)[number];

/** What is absent is not narrowed. */
export interface FlowsSearch {
  q?: string;
  type?: FlowKind;
  status?: TreeStatus;
  category?: string;
  tag?: string;
  visibility?: Visibility;
  /** A user's id. */
  author?: string;
  scope?: Exclude<Scope, "all">;
  /** Only forks. */
  forks?: true;
  sort?: Exclude<Sort, "-updated_at">;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads an address, leaving out what no filter knows. */
export function parseFlowsSearch(raw: Record<string, unknown>): FlowsSearch {
  const text = (value: unknown) =>
    (typeof value === "string" || typeof value === "number") && String(value) !== ""
      ? String(value)
      : undefined;
  const oneOf = <Value extends string | true>(values: readonly Value[], value: unknown) =>
    values.find((known) => known === value);
  return withoutEmpty({
    q: text(raw.q),
    type: oneOf(KINDS, raw.type),
    status: oneOf(STATUSES, raw.status),
    category: text(raw.category),
    tag: text(raw.tag),
    visibility: oneOf(VISIBILITIES, raw.visibility),
    author: typeof raw.author === "string" && UUID.test(raw.author) ? raw.author : undefined,
    scope: oneOf(["mine", "team", "samples"] as const, raw.scope),
    forks: oneOf([true] as const, raw.forks),
    sort: oneOf(["name", "-usage_count"] as const, raw.sort),
  });
}

/** The same in the API's words. The search text is not among them: with one, the ranked search is asked instead of the list. */
export function toApiFilters(search: FlowsSearch): FlowFilters {
  const { type, status, category, tag, visibility, author, scope, forks, sort } = search;
  return withoutEmpty({
    type,
    status,
    category,
    tag,
    visibility,
    author,
    sort,
    forks,
    mine: scope === "mine" ? true : undefined,
    default: scope === "samples" ? true : scope === "team" ? false : undefined,
  });
}

/** Whether an empty list may be so because of a filter, and not because there are no flows of one's own yet. */
export function isNarrowed(search: FlowsSearch): boolean {
  return isFiltered(search.scope === "samples" ? search : { ...search, scope: undefined });
}

export function isFiltered(search: FlowsSearch): boolean {
  const { type, status, category, tag, visibility, author, scope, forks } = search;
  return [type, status, category, tag, visibility, author, scope, forks].some(
    (filter) => filter !== undefined,
  );
}

function withoutEmpty<Values extends object>(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
}
