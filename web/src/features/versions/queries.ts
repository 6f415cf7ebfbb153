import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import { queryClient } from "@/app/query";

/** The versions of a flow, newest first. `named`: only those with a name. */
export const versionsQuery = (id: string, named = false) =>
  infiniteQueryOptions({
    queryKey: ["tree", id, "versions", { named }],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET("/api/v1/trees/{id}/versions", {
          params: { path: { id }, query: { limit: 100, cursor: pageParam, ...(named && { named }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** What has changed between two versions. Versions never change. */
export const diffQuery = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ["tree", id, "diff", from, to],
    queryFn: ({ signal }) =>
      ok(api.GET("/api/v1/trees/{id}/diff", { params: { path: { id }, query: { from, to } }, signal })),
    staleTime: Infinity,
  });

/** What publishing would change. Always asked anew: it is what the person agrees to. */
export const publishPreviewQuery = (id: string) =>
  queryOptions({
    queryKey: ["tree", id, "publish-preview"],
    queryFn: ({ signal }) =>
      ok(api.GET("/api/v1/trees/{id}/publish-preview", { params: { path: { id } }, signal })),
    staleTime: 0,
    gcTime: 0,
  });

/** Gives a version a name; null takes it away. */
export async function nameVersion(id: string, number: number, name: string | null) {
  const version = await ok(
    api.PATCH("/api/v1/trees/{id}/versions/{number}", { params: { path: { id, number } }, body: { name } }),
  );
  await queryClient.invalidateQueries({ queryKey: ["tree", id, "versions"] });
  return version;
}
