import type { Session } from "@/api/types";
import { queryClient } from "@/app/query";
import { sessionQuery, type SessionWithFlow } from "./queries";

/** Takes over what the server has answered about a session, unless something newer is known. Its flow stays. */
export function keepSession(session: Session): void {
  queryClient.setQueryData(sessionQuery(session.id).queryKey, (known): SessionWithFlow | undefined =>
    known && known.seq <= session.seq ? { ...session, flow: known.flow } : known,
  );
}

/** The lists of sessions are out of date. */
export function forgetSessionLists(): void {
  void queryClient.invalidateQueries({ queryKey: ["sessions"] });
}
