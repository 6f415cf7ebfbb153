import { queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { SessionStatus } from "@/api/types";

/** The latest sessions of a person, of any state or of one. */
export const recentSessionsQuery = (user: string, status?: SessionStatus, limit = 10) =>
  queryOptions({
    queryKey: ["sessions", "recent", user, status ?? "any", limit],
    queryFn: ({ signal }) =>
      ok(api.GET("/api/v1/sessions", { params: { query: { user, status, limit } }, signal })),
  });
