import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";

const JOBS_POLL_MS = 5_000;

export const tenantsQuery = (q?: string) =>
  infiniteQueryOptions({
    queryKey: ["platform", "tenants", q ?? ""],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET("/api/v1/platform/tenants", {
          params: { query: { ...(q ? { q } : {}), cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const peopleQuery = (q?: string) =>
  infiniteQueryOptions({
    queryKey: ["platform", "people", q ?? ""],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET("/api/v1/platform/users", {
          params: { query: { ...(q ? { q } : {}), cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const codesQuery = queryOptions({
  queryKey: ["platform", "invite-codes"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/platform/invite-codes", { signal })),
});

export const jobsQuery = queryOptions({
  queryKey: ["platform", "jobs"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/platform/jobs", { signal })),
  refetchInterval: JOBS_POLL_MS,
});
