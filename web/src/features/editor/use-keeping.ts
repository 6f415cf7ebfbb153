import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Tree } from "@/api/types";
import { useMe } from "@/app/shell/use-auth";
import { editor } from "@/app/strings/editor";
import { flowQuery } from "@/features/flows/queries";
import { toast } from "@/ui/toast";
import { baseOf, dropBackup, isNews, keepBackup, readBackup } from "./backup";
import { draftOf } from "./draft";
import { EditorSession } from "./session";
import { fetchFlow, fetchVersions, save } from "./transport";

/** The sitting at the editor of a flow, with what keeps it saved, backed up and up to date. */
export function useSession(flow: Tree, cursor: string | undefined): EditorSession {
  const { user } = useMe();
  const [{ session, isRecovered }] = useState(() => open(flow, user.id, cursor));

  useEffect(() => {
    if (isRecovered) toast.success(editor.save.recovered);
  }, [isRecovered]);

  useEffect(() => {
    const stop = keepBackup(flow.id, user.id, session);
    return () => {
      stop();
      session.saver.stop();
    };
  }, [flow.id, user.id, session]);
  useNewest(flow.id, session);

  useEffect(() => {
    const { retryNow } = session.saver;
    window.addEventListener("online", retryNow);
    return () => window.removeEventListener("online", retryNow);
  }, [session]);

  return session;
}

function open(flow: Tree, user: string, cursor: string | undefined) {
  const newest = draftOf(flow);
  const backup = readBackup(flow.id, user);
  const isRecovered = isNews(backup, newest);
  const session = new EditorSession(
    { draft: newest, version: flow.version, send: (attempt) => save(flow.id, attempt) },
    cursor,
  );
  // What a backup was made of comes along: what others have saved since is merged when it is saved.
  if (isRecovered) session.recover(backup.draft, baseOf(backup, { draft: newest, version: flow.version }));
  else if (backup) dropBackup(flow.id);
  return { session, isRecovered };
}

/** How often it is looked whether somebody else has saved. */
const LOOK_MS = 8_000;

/** When somebody else has saved and nothing is unsaved here, it is taken in. */
function useNewest(flowId: string, session: EditorSession): void {
  const client = useQueryClient();
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ type, query }) => {
        if (type !== "updated" || query.queryHash !== JSON.stringify(flowQuery(flowId).queryKey)) return;
        const newest = query.state.data as Tree | undefined;
        if (newest) session.saver.follow({ draft: draftOf(newest), version: newest.version });
      }),
    [client, flowId, session],
  );
  const newest = useQuery({
    queryKey: ["tree", flowId, "newest"],
    queryFn: async () => (await fetchVersions(flowId, 1))[0]?.version_number ?? 0,
    refetchInterval: LOOK_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  }).data;
  useEffect(() => {
    // Who has something to save gets theirs with the answer.
    if (newest === undefined || newest <= session.saver.version || session.saver.isDirty) return;
    fetchFlow(flowId).catch(() => {
      // It is looked again.
    });
  }, [newest, flowId, session]);
}
