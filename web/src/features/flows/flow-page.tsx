import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { strings } from "@/app/strings";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";
import { flowQuery } from "./queries";

export default function FlowPage() {
  const { flowId } = useParams({ strict: false });
  const flow = useQuery(flowQuery(flowId ?? ""));
  return (
    <Page title={flow.data?.name ?? strings.common.loading} description={flow.data?.description}>
      {flow.isError && <ErrorNote error={flow.error} onRetry={() => void flow.refetch()} />}
      {flow.isPending && <SkeletonRows label={strings.common.loading} />}
      <ol className="space-y-2">
        {flow.data?.tree_structure.nodes.map((node) => (
          <li key={node.id} className="card px-4 py-2.5">
            {node.title}
          </li>
        ))}
      </ol>
    </Page>
  );
}
