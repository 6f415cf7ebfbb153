import { queryOptions } from "@tanstack/react-query";
import { api, ok, publicApi } from "@/api/client";

/** Who is signed in, in which tenant, with which permissions. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/auth/me", { signal })),
  // Somebody may change one's role: what may not be done any more is soon not shown, either.
  staleTime: 30_000,
});

/** Whether this server has no user yet, who may register on it, and whether it sends mail. */
export const setupQuery = queryOptions({
  queryKey: ["setup"],
  queryFn: ({ signal }) => ok(publicApi.GET("/api/v1/setup", { signal })),
  staleTime: 60_000,
});

/** What an invitation is to, for who has its code. */
export const inviteQuery = (code: string) =>
  queryOptions({
    queryKey: ["invite", code],
    queryFn: ({ signal }) =>
      ok(publicApi.GET("/api/v1/invites/{code}", { params: { path: { code } }, signal })),
  });

/** The devices on which the person is signed in, the last used first. */
export const devicesQuery = queryOptions({
  queryKey: ["me", "devices"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/auth/sessions", { signal })),
});

/** The person's access tokens in this tenant. */
export const tokensQuery = queryOptions({
  queryKey: ["me", "tokens"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/auth/tokens", { signal })),
});

/** What a token can be allowed to do. */
export const scopesQuery = queryOptions({
  queryKey: ["scopes"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/auth/scopes", { signal })),
  staleTime: Infinity,
});
