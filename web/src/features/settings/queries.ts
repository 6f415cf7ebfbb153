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
export function keepSetting(key: string, value: unknown): void {
  queryClient.setQueryData(settingsQuery.queryKey, (known) =>
    known ? { ...known, items: { ...known.items, [key]: value } } : known,
  );
  ok(api.PUT("/api/v1/settings/{key}", { params: { path: { key } }, body: value })).catch(toast.problem);
}
