/** The filters of the flows page as they stand in its address. */
import type { FlowKind, TreeStatus, Visibility } from "@/api/types";

export const KINDS: readonly FlowKind[] = ["troubleshooting", "procedural", "maintenance", "impact"];
export const STATUSES: readonly TreeStatus[] = ["draft", "published", "archived"];
export const VISIBILITIES: readonly Visibility[] = ["private", "team", "public"];
export const SCOPES = ["all", "mine", "team", "samples", "public"] as const;
export const SORTS = ["-updated_at", "name", "-usage_count"] as const;

/** No flow bears more. */
const MOST_TAGS = 20;

export type Scope = (typeof SCOPES)[number];
export type Sort = (typeof SORTS)[number];

/** What is absent is not narrowed. */
export interface FlowsSearch {
  q?: string;
  type?: FlowKind;
  status?: TreeStatus;
  category?: string;
  /** One, or several of which all are meant. */
  tag?: string | readonly string[];
  visibility?: Visibility;
  /** A user's id. */
  author?: string;
  scope?: Exclude<Scope, "all">;
  /** Only forks. */
  forks?: true;
  /** Only what is to be looked at again by now. */
  review?: true;
  sort?: Exclude<Sort, "-updated_at">;
}

/** Tags as they are in an address: one alone is no list. */
export function asTag(tags: readonly string[]): FlowsSearch["tag"] {
  return tags.length > 1 ? tags : tags[0];
}

/** What becomes of some filters. */
export type FlowsChange = Partial<Record<keyof FlowsSearch, string | true | readonly string[] | undefined>>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads an address, leaving out what no filter knows. */
export function parseFlowsSearch(raw: Record<string, unknown>): FlowsSearch {
  const text = (value: unknown) =>
    (typeof value === "string" || typeof value === "number") && String(value) !== ""
      ? String(value)
      : undefined;
  const oneOf = <Value extends string | true>(values: readonly Value[], value: unknown) =>
    values.find((known) => known === value);
  const named = (Array.isArray(raw.tag) ? raw.tag : [raw.tag]).flatMap((tag) => text(tag) ?? []);
  const tags = [...new Set(named)].slice(0, MOST_TAGS);
  return withoutEmpty({
    q: text(raw.q),
    type: oneOf(KINDS, raw.type),
    status: oneOf(STATUSES, raw.status),
    category: text(raw.category),
    tag: asTag(tags),
    visibility: oneOf(VISIBILITIES, raw.visibility),
    author: typeof raw.author === "string" && UUID.test(raw.author) ? raw.author : undefined,
    scope: oneOf(["mine", "team", "samples", "public"] as const, raw.scope),
    forks: oneOf([true] as const, raw.forks),
    review: oneOf([true] as const, raw.review),
    sort: oneOf(["name", "-usage_count"] as const, raw.sort),
  });
}

export function withoutEmpty<Values extends object>(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
}
