import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { CircleCheckBig, GitFork } from "lucide-react";
import { lazy, Suspense } from "react";
import type { Tree } from "@/api/types";
import { proposals } from "@/app/strings/proposals";
import { FlowCrumbs, WithFlow } from "@/features/flow/with-flow";
import { updatesQuery } from "@/features/forks/queries";
import { isEmptyDiff } from "@/flow-model/diff";
import { ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";

const ProposeForm = lazy(() => import("./propose-form"));
const t = proposals.make;

export default function ProposePage() {
  const { flowId } = useParams({ from: "/app/flows/$flowId/propose" });
  return <WithFlow id={flowId}>{(flow) => <Propose key={flowId} flow={flow} />}</WithFlow>;
}

function Propose({ flow }: { flow: Tree }) {
  const mayPropose = flow.parent?.takes_proposals === true && flow.permissions.edit;
  const updates = useQuery({ ...updatesQuery(flow.id), enabled: mayPropose, refetchOnMount: "always" });
  const back = (
    <ButtonLink to="/flows/$flowId" params={{ flowId: flow.id }} variant="primary">
      {t.back}
    </ButtonLink>
  );
  const { data } = updates;
  return (
    <Page
      title={t.title(flow.name)}
      heading={t.heading}
      description={mayPropose && flow.parent && t.text(flow.parent.name)}
      crumbs={<FlowCrumbs flow={flow} />}
      width="narrow"
    >
      {!mayPropose ? (
        <EmptyState icon={GitFork} title={t.refused} className="card" actions={back}>
          {t.refusedText}
        </EmptyState>
      ) : updates.isError ? (
        <ErrorNote error={updates.error} onRetry={() => void updates.refetch()} />
      ) : !data || !updates.isFetchedAfterMount ? (
        <div className="card">
          <SkeletonRows rows={4} label={t.loading} />
        </div>
      ) : isEmptyDiff(data.own_diff) ? (
        <EmptyState icon={CircleCheckBig} title={t.nothing} className="card" actions={back}>
          {t.nothingText}
        </EmptyState>
      ) : (
        <Suspense fallback={<SkeletonRows rows={4} label={t.loading} />}>
          <ProposeForm flow={flow} updates={data} />
        </Suspense>
      )}
    </Page>
  );
}
