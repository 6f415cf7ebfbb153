import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useMe } from "@/app/shell/use-auth";
import { run as words } from "@/app/strings/run";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";
import { Skeleton } from "@/ui/skeleton";
import { sessionQuery, type SessionWithFlow } from "./queries";
import { RunSurface } from "./run/run-surface";

/** Loads a session and opens it for work. */
export default function RunPage() {
  const { sessionId } = useParams({ from: "/app/sessions/$sessionId/run" });
  const session = useQuery({ ...sessionQuery(sessionId), refetchOnMount: "always" });
  if (session.data) return <Opened key={sessionId} session={session.data} />;
  if (!session.isError) return <Loading />;
  return (
    <Page title={words.notOpened} width="narrow">
      <ErrorNote error={session.error} onRetry={() => void session.refetch()} />
    </Page>
  );
}

/** A session that is over when it is opened is shown as its report; one that ends while it is open ends here. */
function Opened({ session }: { session: SessionWithFlow }) {
  const { user } = useMe();
  const [isOver] = useState(session.status !== "in_progress");
  if (isOver) return <Navigate to="/sessions/$sessionId" params={{ sessionId: session.id }} replace />;
  return <RunSurface loaded={session} me={{ id: user.id, name: user.name }} />;
}

function Loading() {
  return (
    <div
      role="status"
      aria-label={words.loading}
      className="mx-auto w-full max-w-3xl space-y-5 px-4 py-10 sm:px-8"
    >
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-9 w-4/5" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-14 w-full" />
    </div>
  );
}
