/** Files of a flow. They are asked for with the access token, which a plain link cannot carry. */
import { queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { ExportPreview, Tree } from "@/api/types";
import { flowAtQuery } from "@/features/flow/queries";
import { flowQuery } from "@/features/flows/queries";
import { saveFile } from "@/ui/save-file";

export type FileFormat = "markdown" | "json" | "csv" | "mermaid";

/** A flow, as it is or as it was. */
export interface Exported {
  id: string;
  version?: number;
}

/** What the file would be called, and what of the flow it would not hold. */
export async function previewOf({ id, version }: Exported, format: FileFormat): Promise<ExportPreview> {
  const query = { format, version, dry_run: true };
  const call = api.GET("/api/v1/trees/{id}/export", { params: { path: { id }, query }, parseAs: "json" });
  return (await ok(call)) as unknown as ExportPreview;
}

export async function saveAs({ id, version }: Exported, format: FileFormat, filename: string): Promise<void> {
  const query = { format, version };
  const call = api.GET("/api/v1/trees/{id}/export", { params: { path: { id }, query }, parseAs: "blob" });
  saveFile((await ok(call)) as unknown as Blob, filename);
}

/** The flow itself, for what is drawn of it here. */
export const exportedQuery = ({ id, version }: Exported) =>
  queryOptions<Tree>(
    (version === undefined ? flowQuery(id) : flowAtQuery(id, version)) as ReturnType<
      typeof queryOptions<Tree>
    >,
  );
