import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { api, ok } from "@/api/client";
import { strings } from "@/app/strings";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";

export default function SessionPage() {
  const { sessionId = "" } = useParams({ strict: false });
  const session = useQuery({
    queryKey: ["session", sessionId],
    queryFn: ({ signal }) =>
      ok(api.GET("/api/v1/sessions/{id}", { params: { path: { id: sessionId } }, signal })),
  });
  return (
    <Page title={session.data?.tree.name ?? strings.common.loading}>
      {session.isError && <ErrorNote error={session.error} onRetry={() => void session.refetch()} />}
      <ol className="space-y-2">
        {session.data?.path.map((entry) => (
          <li key={`${entry.node_id}-${entry.entered_at}`} className="card px-4 py-2.5">
            {entry.title}
          </li>
        ))}
      </ol>
    </Page>
  );
}
