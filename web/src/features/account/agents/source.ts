import { api, ok } from "@/api/client";
import type { Agent } from "@/api/types";
import type { TokenSource } from "@/features/identity/tokens/source";

/** The access tokens of an agent. */
export function agentTokens({ id, name, role }: Pick<Agent, "id" | "name" | "role">): TokenSource {
  const path = { id };
  return {
    query: {
      queryKey: ["account", "agents", id, "tokens"],
      queryFn: ({ signal }) =>
        ok(api.GET("/api/v1/account/agents/{id}/tokens", { params: { path }, signal })),
    },
    create: (body) => ok(api.POST("/api/v1/account/agents/{id}/tokens", { params: { path }, body })),
    revoke: (token_id) =>
      ok(api.DELETE("/api/v1/account/agents/{id}/tokens/{token_id}", { params: { path: { id, token_id } } })),
    role,
    agent: name,
  };
}
