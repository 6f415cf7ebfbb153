import { queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { FlowKind, ImportedTree, ImportPreview } from "@/api/types";
import type { Format } from "./detect";

export interface ImportRequest {
  text: string;
  format: Format;
  /** Only a runbook leaves it open which kind it is. */
  kind?: FlowKind;
  name?: string;
}

const MEDIA_TYPES: Record<Format, string> = {
  mermaid: "text/plain",
  markdown: "text/markdown",
  json: "application/json",
  csv: "text/csv",
};

function send({ text, format, kind, name }: ImportRequest, dryRun: boolean, signal?: AbortSignal) {
  return ok(
    api.POST("/api/v1/trees/import", {
      params: { query: { format, tree_type: kind, name: name || undefined, dry_run: dryRun || undefined } },
      headers: { "Content-Type": MEDIA_TYPES[format] },
      body: text,
      bodySerializer: (body: string) => body,
      signal,
    }),
  );
}

/** What the text would become. Nothing is stored. */
export const importPreviewQuery = (request: ImportRequest) =>
  queryOptions({
    queryKey: ["import", request],
    queryFn: async ({ signal }) => (await send(request, true, signal)) as ImportPreview,
    enabled: request.text.trim() !== "",
    // The key holds the whole text: it is not kept for long.
    gcTime: 10_000,
    staleTime: Infinity,
  });

export async function createFromImport(request: ImportRequest): Promise<ImportedTree> {
  return (await send(request, false)) as ImportedTree;
}
