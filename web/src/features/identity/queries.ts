import { queryOptions } from "@tanstack/react-query";
import { api, ok, publicApi } from "@/api/client";

/** Who is signed in, in which tenant, with which permissions. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/auth/me", { signal })),
  staleTime: 5 * 60_000,
});

/** Whether this server has no user yet. */
export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => ok(publicApi.GET("/api/v1/setup", { signal })),
  staleTime: 60_000,
});
