import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { FlowKind, TreeStatus, Visibility } from "@/api/types";

/** What a list of flows is narrowed to. */
export interface FlowFilters {
  type?: FlowKind;
  status?: TreeStatus;
  category?: string;
  /** All of them. */
  tag?: string[];
  visibility?: Visibility;
  author?: string;
  mine?: boolean;
  /** true: only forks. */
  forks?: boolean;
  review_due_before?: string;
  /** true: only the samples; false: only the tenant's own; absent: both. */
  default?: boolean;
  sort?: string;
}

export const flowListQuery = (filters: FlowFilters, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ["trees", "list", filters, limit],
    queryFn: ({ pageParam, signal }) =>
      ok(api.GET("/api/v1/trees", { params: { query: { ...filters, limit, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** The flows that have these words, best first. */
export const flowSearchQuery = (q: string, narrowing: Omit<FlowFilters, "sort"> = {}, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ["trees", "search", q, narrowing, limit],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET("/api/v1/trees/search", {
          params: { query: { q, ...narrowing, limit, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** What other accounts share with everyone, the newest first; with these words in their names. */
export const publicFlowsQuery = (q: string, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ["trees", "public", q, limit],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET("/api/v1/trees/public", {
          params: { query: { q: q || undefined, limit, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** With how many flows each has, of those that are wanted. */
export const categoriesOf = (narrowing: Omit<FlowFilters, "sort">) =>
  queryOptions({
    queryKey: ["trees", "categories", narrowing],
    queryFn: ({ signal }) =>
      ok(api.GET("/api/v1/trees/categories", { params: { query: narrowing }, signal })),
    staleTime: 60_000,
  });

export const tagsOf = (narrowing: Omit<FlowFilters, "sort">) =>
  queryOptions({
    queryKey: ["trees", "tags", narrowing],
    queryFn: ({ signal }) => ok(api.GET("/api/v1/trees/tags", { params: { query: narrowing }, signal })),
    staleTime: 60_000,
  });

export const categoriesQuery = categoriesOf({});
export const tagsQuery = tagsOf({});

export const flowQuery = (id: string) =>
  queryOptions({
    queryKey: ["tree", id],
    queryFn: ({ signal }) => ok(api.GET("/api/v1/trees/{id}", { params: { path: { id } }, signal })),
  });
