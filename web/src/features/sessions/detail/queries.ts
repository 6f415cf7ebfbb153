import { queryOptions } from "@tanstack/react-query";
import { api, ok } from "@/api/client";
import type { ExportFormat, Exported, Session, SessionEvent } from "@/api/types";
import { queryClient } from "@/app/query";

/** A session with the document that it runs, as the run page knows it too. */
export const sessionDetailQuery = (id: string) =>
  queryOptions({
    queryKey: ["session", id],
    queryFn: ({ signal }) => {
      const params = { path: { id }, query: { include: "flow" as const } };
      return ok(api.GET("/api/v1/sessions/{id}", { params, signal }));
    },
  });

/** The whole log of a session; `seq` tells when it has grown. */
export const sessionLogQuery = (id: string, seq: number) =>
  queryOptions({
    queryKey: ["session", id, "log", seq],
    queryFn: async ({ signal }) => {
      const events: SessionEvent[] = [];
      let cursor: string | undefined;
      do {
        const params = { path: { id }, query: { limit: 200, cursor } };
        const page = await ok(api.GET("/api/v1/sessions/{id}/events", { params, signal }));
        events.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      return events;
    },
  });

export const exportSession = (id: string, format: ExportFormat): Promise<Exported> =>
  ok(api.POST("/api/v1/sessions/{id}/export", { params: { path: { id } }, body: { format } }));

/** Takes over what the server has answered, and asks again for the lists. */
export function keep(session: Session): void {
  queryClient.setQueryData(sessionDetailQuery(session.id).queryKey, (known: Session | undefined) => ({
    ...session,
    flow: known?.flow ?? session.flow,
  }));
  void queryClient.invalidateQueries({ queryKey: ["sessions"] });
}
