import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { Resolution, Tree } from "@/api/types";
import { queryClient } from "@/app/query";
import { learn } from "@/features/flow/queries";

export const forksQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["tree", id, "forks"],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET("/api/v1/trees/{id}/forks", {
          params: { path: { id }, query: { limit: 50, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** What a fork's parent has changed, and what the fork has. Asked anew whenever somebody looks. */
export const updatesQuery = (id: string) =>
  queryOptions({
    queryKey: ["tree", id, "parent-updates"],
    queryFn: ({ signal }) =>
      ok(api.GET("/api/v1/trees/{id}/parent-updates", { params: { path: { id } }, signal })),
    staleTime: 0,
  });

export async function forkFlow(parent: string, name: string, fork_reason: string): Promise<Tree> {
  const fork = await ok(
    api.POST("/api/v1/trees/{id}/fork", { params: { path: { id: parent } }, body: { name, fork_reason } }),
  );
  learn(fork);
  void queryClient.invalidateQueries({ queryKey: forksQuery(parent).queryKey });
  return fork;
}

export async function forkCategory(category: string, fork_reason: string, name_prefix: string) {
  const forked = await ok(
    api.POST("/api/v1/trees/fork", { body: { category, fork_reason, name_prefix: name_prefix || null } }),
  );
  void queryClient.invalidateQueries({ queryKey: ["trees"] });
  return forked;
}

/** Takes over what the parent has changed: only if both are as the person has seen them. */
export async function pullParent(
  fork: Tree,
  parent_version: number,
  resolutions: Resolution[],
): Promise<Tree> {
  const pulled = await ok(
    api.POST("/api/v1/trees/{id}/pull", {
      params: { path: { id: fork.id }, header: { "If-Match": `"${fork.version}"` } },
      body: { parent_version, resolutions },
    }),
  );
  learn(pulled);
  void queryClient.invalidateQueries({ queryKey: updatesQuery(fork.id).queryKey });
  return pulled;
}
