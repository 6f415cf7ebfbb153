/** Files of the account. They are asked for with the access token, which a plain link cannot carry. */
import { api, ok } from "@/api/client";
import type { AuditFilters } from "@/api/types";
import { saveFile } from "@/ui/save-file";

async function save(call: Promise<{ data?: unknown; error?: unknown; response: Response }>, name: string) {
  const answered = await call;
  const blob = (await ok(Promise.resolve(answered))) as Blob;
  saveFile(blob, fileNameOf(answered.response) ?? name);
}

/** The name that an answer gives its file. */
export function fileNameOf(response: Response): string | undefined {
  return /filename="([^"/\\]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
}

export const downloads = {
  archive: () => save(api.GET("/api/v1/account/export", { parseAs: "blob" }), "account.zip"),
  audit: (format: "csv" | "ndjson", filters: AuditFilters) =>
    save(
      api.GET("/api/v1/account/audit/export", { params: { query: { ...filters, format } }, parseAs: "blob" }),
      `audit-log.${format}`,
    ),
};
