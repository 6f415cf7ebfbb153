import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import { queryClient } from "@/app/query";
import { toast } from "@/ui/toast";

/** What the person prefers in this tenant, by key. */
export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => ok(api.GET("/api/v1/settings", { signal })),
  staleTime: Infinity,
});

/** What is kept by this key, once it is known. Without an answer this device's own choice holds. */
export function useKept(key: string): unknown {
  const items: Record<string, unknown> | undefined = useQuery(settingsQuery).data?.items;
  return items?.[key];
}

/** Keeps a preference for the person's other devices. */
export async function keepSetting(key: string, value: unknown): Promise<void> {
  const known = queryClient.getQueryData(settingsQuery.queryKey);
  if (known)
    queryClient.setQueryData(settingsQuery.queryKey, { ...known, items: { ...known.items, [key]: value } });
  try {
    await ok(api.PUT("/api/v1/settings/{key}", { params: { path: { key } }, body: value }));
  } catch (problem) {
    toast.problem(problem);
  }
  if (known) return;
  // What is being asked for may have been read before this was kept.
  await queryClient.cancelQueries(settingsQuery);
  await queryClient.invalidateQueries(settingsQuery);
}
