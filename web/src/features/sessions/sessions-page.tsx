import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMe } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";
import { recentSessionsQuery } from "./queries";

export default function SessionsPage() {
  const { user } = useMe();
  const sessions = useQuery(recentSessionsQuery(user.id));
  return (
    <Page title={strings.shell.nav.sessions}>
      {sessions.isError && <ErrorNote error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isPending && <SkeletonRows label={strings.common.loading} />}
      <ul className="space-y-2">
        {sessions.data?.items.map((session) => (
          <li key={session.id} className="card px-4 py-2.5">
            <Link to="/sessions/$sessionId" params={{ sessionId: session.id }}>
              {session.tree.name}
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
