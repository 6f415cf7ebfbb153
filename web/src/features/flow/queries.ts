import { queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { Tree } from "@/api/types";
import { queryClient } from "@/app/query";
import { flowQuery } from "@/features/flows/queries";

/** The flow as it was in one version. It never changes. */
export const flowAtQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["tree", id, "version", version],
    queryFn: ({ signal }) =>
      ok(api.GET("/api/v1/trees/{id}", { params: { path: { id }, query: { version } }, signal })),
    staleTime: Infinity,
  });

/** Makes the answer of a write known to every page. */
export function learn(tree: Tree): void {
  queryClient.setQueryData(flowQuery(tree.id).queryKey, tree);
  void queryClient.invalidateQueries({ queryKey: ["tree", tree.id, "versions"] });
  void queryClient.invalidateQueries({ queryKey: ["trees"] });
  // Its forks tell whether their parent has changed.
  void queryClient.invalidateQueries({
    predicate: ({ queryKey, state }) =>
      queryKey[0] === "tree" &&
      queryKey.length === 2 &&
      (state.data as Tree | undefined)?.parent?.id === tree.id,
  });
}

const path = (id: string) => ({ params: { path: { id } } });

/** What changes the state of a flow. Each answers with the flow as it is then. */
export const changes = {
  /** Only if `version` is the newest still: what somebody saved after one has looked is not published. */
  publish: (id: string, version: number) =>
    ok(
      api.POST("/api/v1/trees/{id}/publish", {
        params: { path: { id }, header: { "If-Match": `"${version}"` } },
      }),
    ),
  archive: (id: string) => ok(api.POST("/api/v1/trees/{id}/archive", path(id))),
  undelete: (id: string) => ok(api.POST("/api/v1/trees/{id}/undelete", path(id))),
  restore: (id: string, version_number: number) =>
    ok(api.POST("/api/v1/trees/{id}/restore", { ...path(id), body: { version_number } })),
};

/** Deletes a flow so that it can be brought back, or with `hard` for good. */
export async function deleteFlow(id: string, hard: boolean): Promise<void> {
  await ok(api.DELETE("/api/v1/trees/{id}", { params: { path: { id }, query: hard ? { hard: true } : {} } }));
  queryClient.removeQueries({ queryKey: ["tree", id] });
  void queryClient.invalidateQueries({ queryKey: ["trees"] });
}
