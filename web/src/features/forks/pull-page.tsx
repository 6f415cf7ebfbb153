import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { CircleCheckBig, GitFork, TriangleAlert } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { ParentUpdates, Tree } from "@/api/types";
import { pulling as t } from "@/app/strings/pulling";
import { FindingLinks } from "@/features/flow/finding-links";
import { FlowCrumbs, WithFlow } from "@/features/flow/with-flow";
import { ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";
import { updatesQuery } from "./queries";

const Updates = lazy(() => import("./parent-updates"));

export default function PullPage() {
  const { flowId } = useParams({ from: "/app/flows/$flowId/pull" });
  return <WithFlow id={flowId}>{(flow) => <Pull key={flowId} flow={flow} />}</WithFlow>;
}

function Pull({ flow }: { flow: Tree }) {
  const updates = useQuery({ ...updatesQuery(flow.id), refetchOnMount: "always", enabled: flow.is_fork });
  // What was taken over stays what it is about: asked anew, nothing is between the two any more.
  const [pulled, setPulled] = useState<{ flow: Tree; taken: ParentUpdates } | null>(null);
  const back = (
    <ButtonLink to="/flows/$flowId" params={{ flowId: flow.id }} variant="primary">
      {t.back}
    </ButtonLink>
  );
  const { data } = updates;
  const told = pulled?.taken ?? data;
  return (
    <Page
      title={t.title(flow.name)}
      heading={t.heading}
      description={told?.parent && t.versions(told.parent.name, told.from_version, told.to_version)}
      crumbs={<FlowCrumbs flow={flow} />}
    >
      {!flow.is_fork ? (
        <EmptyState icon={GitFork} title={t.notFork} className="card" actions={back}>
          {t.notForkText}
        </EmptyState>
      ) : pulled ? (
        <Outcome flow={pulled.flow} />
      ) : updates.isError ? (
        <ErrorNote error={updates.error} onRetry={() => void updates.refetch()} />
      ) : !data || !updates.isFetchedAfterMount ? (
        <div className="card">
          <SkeletonRows rows={5} label={t.loading} />
        </div>
      ) : !data.has_parent_updates ? (
        <EmptyState icon={CircleCheckBig} title={t.nothing} className="card" actions={back}>
          {t.nothingText}
        </EmptyState>
      ) : (
        <Suspense fallback={<SkeletonRows rows={5} label={t.loading} />}>
          <Updates
            flow={flow}
            updates={data}
            onPulled={(pulled) => setPulled({ flow: pulled, taken: data })}
            lookAgain={() => updates.refetch()}
          />
        </Suspense>
      )}
    </Page>
  );
}

/** What came of it, and what of it has to be mended. */
function Outcome({ flow }: { flow: Tree }) {
  const errors = flow.findings.filter(({ severity }) => severity === "error");
  return (
    <div className="space-y-4">
      <EmptyState
        icon={errors.length > 0 ? TriangleAlert : CircleCheckBig}
        title={t.done(flow.version)}
        className="card"
        actions={
          <ButtonLink to="/flows/$flowId" params={{ flowId: flow.id }} variant="primary">
            {t.back}
          </ButtonLink>
        }
      >
        {errors.length > 0 ? t.toMend(errors.length) : t.doneClean}
      </EmptyState>
      {errors.length > 0 && <FindingLinks flow={flow} findings={errors} />}
    </div>
  );
}
