import { api, ok } from "@/api/client";
import type { Session } from "@/api/types";
import { queryClient } from "@/app/query";

/** Starts a run of the flow's published version (of its draft, for its authors, when there is none). */
export async function startSession(treeId: string, variables: Record<string, string> = {}): Promise<Session> {
  const session = await ok(api.POST("/api/v1/sessions", { body: { tree_id: treeId, variables } }));
  void queryClient.invalidateQueries({ queryKey: ["sessions"] });
  return session;
}
