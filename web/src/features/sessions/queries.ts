import { queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { FlowDocument, Session, SessionStatus } from "@/api/types";

/** The latest sessions of a person, of any state or of one. */
export const recentSessionsQuery = (user: string, status?: SessionStatus, limit = 10) =>
  queryOptions({
    queryKey: ["sessions", "recent", user, status ?? "any", limit],
    queryFn: ({ signal }) =>
      ok(api.GET("/api/v1/sessions", { params: { query: { user, status, limit } }, signal })),
  });

/** A session with the document that it runs. */
export type SessionWithFlow = Session & { flow: FlowDocument };

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id],
    queryFn: async ({ signal }): Promise<SessionWithFlow> => {
      const params = { path: { id }, query: { include: "flow" as const } };
      const session = await ok(api.GET("/api/v1/sessions/{id}", { params, signal }));
      return { ...session, flow: session.flow ?? { schema: 1, kind: session.tree.tree_type, nodes: [] } };
    },
  });

/** Only where a session stands, to ask often. */
export const sessionStateQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id, "state"],
    queryFn: ({ signal }) => ok(api.GET("/api/v1/sessions/{id}", { params: { path: { id } }, signal })),
  });
