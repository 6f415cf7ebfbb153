import { queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";

/** What the person prefers in this tenant, by key. */
export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/settings", { signal })),
  staleTime: Infinity,
});

export async function saveSetting(key: string, value: unknown): Promise<void> {
  await ok(api.PUT("/api/v1/settings/{key}", { params: { path: { key } }, body: value }));
}
