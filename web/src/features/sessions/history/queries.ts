import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { toApiFilters } from "./filters";

/** Sessions, newest first, page by page. */
export const historyQuery = (filters: ReturnType<typeof toApiFilters>) =>
  infiniteQueryOptions({
    queryKey: ["sessions", "history", filters],
    queryFn: ({ pageParam, signal }) =>
      ok(api.GET("/api/v1/sessions", { params: { query: { ...filters, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
