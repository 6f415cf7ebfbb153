/** How the editor speaks to the server. */
import { api, ok } from "@/api/client";
import type { Finding, FlowDocument, Tree, Version } from "@/api/types";
import { queryClient } from "@/app/query";
import { learn } from "@/features/flow/queries";
import { flowQuery } from "@/features/flows/queries";
import type { Draft } from "@/flow-model/change";
import { difference, draftOf, saysTheSame } from "./draft";

export async function save(id: string, draft: Draft, saved: Draft, version: number): Promise<number> {
  const tree = await ok(
    api.PUT("/api/v1/trees/{id}", {
      params: { path: { id }, header: { "If-Match": `"${version}"` } },
      body: difference(draft, saved),
    }),
  );
  learn(tree);
  return tree.version;
}

/** The flow as it is now, whatever is known of it here. */
export function fetchFlow(id: string): Promise<Tree> {
  return queryClient.fetchQuery({ ...flowQuery(id), staleTime: 0, retry: false });
}

/** The version on the server, if it says what `draft` says. */
export async function confirm(id: string, draft: Draft): Promise<number | null> {
  const newest = await fetchFlow(id);
  return saysTheSame(draftOf(newest), draft) ? newest.version : null;
}

export async function validate(document: FlowDocument, signal: AbortSignal): Promise<Finding[]> {
  const { findings } = await ok(
    api.POST("/api/v1/trees/validate", {
      body: { tree_type: document.kind, tree_structure: document },
      signal,
    }),
  );
  return findings;
}

/** The newest versions, to say who has saved them. */
export async function fetchVersions(id: string): Promise<Version[]> {
  const page = await ok(
    api.GET("/api/v1/trees/{id}/versions", { params: { path: { id }, query: { limit: 5 } } }),
  );
  return page.items;
}
