import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Tree } from "@/api/types";
import { useMe } from "@/app/shell/use-auth";
import { editor } from "@/app/strings/editor";
import { flowQuery } from "@/features/flows/queries";
import { toast } from "@/ui/toast";
import { dropBackup, isNews, readBackup, writeBackup } from "./backup";
import { draftOf, saysTheSame } from "./draft";
import { EditorSession } from "./session";
import { confirm, save } from "./transport";

const BACKUP_MS = 400;

/** The sitting at the editor of a flow, with what keeps it saved, backed up and up to date. */
export function useSession(flow: Tree, cursor: string | undefined): EditorSession {
  const { user } = useMe();
  const [{ session, isRecovered }] = useState(() => open(flow, user.id, cursor));

  useEffect(() => {
    if (isRecovered) toast.success(editor.save.recovered);
  }, [isRecovered]);

  useBackup(flow.id, user.id, session);
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
  const isRecovered = isNews(backup, newest) && !saysTheSame(backup.draft, newest);
  const session = new EditorSession(
    {
      draft: newest,
      // A backup of an older version is saved over that one, so that the server says that there is a newer.
      version: isRecovered ? backup.version : flow.version,
      send: (draft, saved, version) => save(flow.id, draft, saved, version),
      confirm: (draft) => confirm(flow.id, draft),
    },
    cursor,
  );
  if (isRecovered) session.recover(backup.draft);
  else if (backup) dropBackup(flow.id);
  return { session, isRecovered };
}

/** Keeps a backup of what is not saved, and drops it when it is. */
function useBackup(flowId: string, user: string, session: EditorSession): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const keep = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (session.saver.isDirty)
          writeBackup(flowId, { user, version: session.saver.version, draft: session.draft });
        else dropBackup(flowId);
      }, BACKUP_MS);
    };
    const unsubscribe = [session.subscribe(keep), session.saver.subscribe(keep)];
    return () => {
      clearTimeout(timer);
      for (const stop of unsubscribe) stop();
      if (!session.saver.isDirty) dropBackup(flowId);
      session.saver.stop();
    };
  }, [flowId, user, session]);
}

/** When somebody else's newer version is seen and nothing is unsaved here, editing goes on from it. */
function useNewest(flowId: string, session: EditorSession): void {
  const client = useQueryClient();
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ type, query }) => {
        if (type !== "updated" || query.queryHash !== JSON.stringify(flowQuery(flowId).queryKey)) return;
        const newest = query.state.data as Tree | undefined;
        if (!newest || newest.version <= session.saver.version || session.saver.isDirty) return;
        session.adopt(draftOf(newest), newest.version);
      }),
    [client, flowId, session],
  );
}
