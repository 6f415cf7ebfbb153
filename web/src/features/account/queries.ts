import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ok, publicApi } from "@/api/client";
import type { AuditFilters } from "@/api/types";

/** The tenant that one is in. */
export const accountQuery = queryOptions({
  queryKey: ["account"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/account", { signal })),
});

export const usageQuery = queryOptions({
  queryKey: ["account", "usage"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/account/usage", { signal })),
});

/** Members by name, page by page. */
export const membersQuery = (q?: string) =>
  infiniteQueryOptions({
    queryKey: ["account", "members", q ?? ""],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET("/api/v1/account/members", {
          params: { query: { ...(q ? { q } : {}), cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const invitesQuery = queryOptions({
  queryKey: ["account", "invites"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/account/invites", { signal })),
});

export const agentsQuery = queryOptions({
  queryKey: ["account", "agents"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/account/agents", { signal })),
});

/** The audit log, newest first, page by page. */
export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ["account", "audit", filters],
    queryFn: ({ pageParam, signal }) =>
      ok(api.GET("/api/v1/account/audit", { params: { query: { ...filters, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

const DELETION_POLL_MS = 1_000;

/** How far a deletion is; asked for again until it has ended. */
export const deletionQuery = (id: string) =>
  queryOptions({
    queryKey: ["deletion", id],
    queryFn: ({ signal }) =>
      ok(publicApi.GET("/api/v1/deletions/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.status === "done" ? false : DELETION_POLL_MS),
  });
