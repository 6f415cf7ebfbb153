/** The labels of the account, and changing one on all flows. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import { queryClient } from "@/app/query";
import type { LabelKind } from "@/app/strings/labels";
import { categoriesQuery, tagsQuery } from "../queries";
import type { Label } from "./search";

export function useLabels(kind: LabelKind): UseQueryResult<Label[]> {
  const categories = useQuery({
    ...categoriesQuery,
    enabled: kind === "categories",
    select: ({ items }) =>
      items.map(({ name, count, default_count }) => ({ name, count, samples: default_count })),
  });
  const tags = useQuery({
    ...tagsQuery,
    enabled: kind === "tags",
    select: ({ items }) =>
      items.map(({ name, usage_count, default_count }) => ({
        name,
        count: usage_count,
        samples: default_count,
      })),
  });
  return kind === "tags" ? tags : categories;
}

/** How many flows were changed. */
export async function rename(kind: LabelKind, from: string, to: string, merge: boolean): Promise<number> {
  const body = { from, to, merge };
  const done = await ok(
    kind === "tags"
      ? api.POST("/api/v1/trees/tags/rename", { body })
      : api.POST("/api/v1/trees/categories/rename", { body }),
  );
  return done.flows;
}

/** How many flows were changed. */
export async function remove(kind: LabelKind, name: string): Promise<number> {
  const body = { name };
  const done = await ok(
    kind === "tags"
      ? api.POST("/api/v1/trees/tags/remove", { body })
      : api.POST("/api/v1/trees/categories/remove", { body }),
  );
  return done.flows;
}

/** Every list of flows and every flow may bear it. */
export async function forgetLabels(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ["trees"] }),
    queryClient.invalidateQueries({ queryKey: ["tree"] }),
  ]);
}
