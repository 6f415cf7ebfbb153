import { api, ok } from "@/api/client";
import type { IntakeVariable, Session, Tree } from "@/api/types";
import { queryClient } from "@/app/query";

/** What is asked before a run: secrets are not, as they never leave the page that uses them. */
export function intakeAtStart(flow: Tree): IntakeVariable[] {
  return (flow.tree_structure.intake ?? []).filter(
    (variable) => !variable.deferred && variable.type !== "secret",
  );
}

export async function startSession(treeId: string, variables: Record<string, string> = {}): Promise<Session> {
  const session = await ok(api.POST("/api/v1/sessions", { body: { tree_id: treeId, variables } }));
  void queryClient.invalidateQueries({ queryKey: ["sessions"] });
  return session;
}
