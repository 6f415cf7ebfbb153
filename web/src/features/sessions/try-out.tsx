import { useQuery } from "@tanstack/react-query";
import type { Session, Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { flowQuery } from "@/features/flows/queries";
import { Badge } from "@/ui/badge";

/** Whether a run is of what its flow has not published. */
export function isTryOut(
  { tree_version }: Pick<Session, "tree_version">,
  { published_version }: Pick<Tree, "published_version">,
): boolean {
  return published_version == null || tree_version > published_version;
}

/** Says of a run that it only tries out a draft. Nothing while that is not known: the flow may be gone. */
export function TryOutBadge({ session }: { session: Pick<Session, "tree_id" | "tree_version"> }) {
  const { data: flow } = useQuery(flowQuery(session.tree_id));
  if (!flow || !isTryOut(session, flow)) return null;
  return <Badge tone="warning">{strings.sessions.tryOut}</Badge>;
}
