/** Whose access tokens are shown: the person's own, or an agent's. */
import type { UseQueryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { ApiToken, NewApiToken, Role } from "@/api/types";
import { tokensQuery } from "../queries";

export interface TokenSource {
  query: Pick<UseQueryOptions<{ items: ApiToken[] }>, "queryKey" | "queryFn">;
  create: (token: NewApiToken) => Promise<ApiToken & { token: string }>;
  revoke: (id: string) => Promise<unknown>;
  /** A token cannot do more than whoever it acts as. */
  role: Role;
  /** The agent's name; absent for one's own. */
  agent?: string;
}

export const ownTokens = (role: Role): TokenSource => ({
  query: tokensQuery as TokenSource["query"],
  create: (body) => ok(api.POST("/api/v1/auth/tokens", { body })),
  revoke: (id) => ok(api.DELETE("/api/v1/auth/tokens/{id}", { params: { path: { id } } })),
  role,
});
