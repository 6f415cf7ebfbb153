import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { toProblem } from "@/api/problem";
import type { Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { forks } from "@/app/strings/forks";
import { flowQuery } from "@/features/flows/queries";
import { isOrdered } from "@/flow-model/kinds";
import { ConfirmDialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { Page, PageTitle } from "@/ui/page";
import { Skeleton, SkeletonRows } from "@/ui/skeleton";
import { TabPanel, Tabs } from "@/ui/tabs";
import { About } from "./about";
import { FlowActions } from "./flow-actions";
import { FlowDescription, FlowHeading, FlowLine } from "./flow-header";
import { OutlineView } from "./outline-view";
import { flowAtQuery } from "./queries";
import type { FlowTab } from "./search";
import { StateNote } from "./state-note";
import { useFlowLife } from "./use-flow-life";
import { FlowCrumbs, NoSuchFlow } from "./with-flow";

const t = strings.flow;
const MapPanel = lazy(async () => ({ default: (await import("./map-panel")).MapPanel }));
const FindingsPanel = lazy(async () => ({ default: (await import("./findings-panel")).FindingsPanel }));
const OldVersionNote = lazy(async () => ({
  default: (await import("@/features/versions/old-version-note")).OldVersionNote,
}));
const ParentNote = lazy(async () => ({ default: (await import("@/features/forks/parent-note")).ParentNote }));
const VersionsPanel = lazy(() => import("@/features/versions/versions-panel"));
const ForksPanel = lazy(() => import("@/features/forks/forks-panel"));

export default function FlowPage() {
  const { flowId } = useParams({ from: "/app/flows/$flowId" });
  const flow = useQuery({
    ...flowQuery(flowId),
    // Of a fork's parent others may have published something: asked whenever somebody comes.
    refetchOnMount: ({ state }) => (state.data?.is_fork ? "always" : true),
  });
  if (flow.isPending) return <Loading />;
  if (flow.data) return <FlowView key={flowId} flow={flow.data} />;
  if (toProblem(flow.error).status === 404) return <NoSuchFlow />;
  return (
    <Page title={t.crumbs} crumbs={<FlowCrumbs />}>
      <ErrorNote error={flow.error} onRetry={() => void flow.refetch()} retrying={flow.isFetching} />
    </Page>
  );
}

function FlowView({ flow }: { flow: Tree }) {
  const navigate = useNavigate();
  const { tab: wanted, node, version } = useSearch({ from: "/app/flows/$flowId" });
  const old = useQuery({
    ...flowAtQuery(flow.id, version ?? 0),
    enabled: version !== undefined && version !== flow.version,
  });
  const isOld = version !== undefined && version !== flow.version;
  const shown = isOld ? old.data : flow;
  const life = useFlowLife(flow);
  const [restoring, setRestoring] = useState<number | null>(null);

  const hasMap = !isOrdered(flow.tree_type);
  const tab: FlowTab = (wanted === "map" && !hasMap) || !wanted ? "outline" : wanted;
  const openTab = (next: FlowTab) =>
    void navigate({
      to: "/flows/$flowId",
      params: { flowId: flow.id },
      search: { ...(next === "outline" ? {} : { tab: next }), ...(isOld ? { version } : {}) },
      replace: true,
      resetScroll: false,
    });

  return (
    <Page
      title={flow.name}
      crumbs={<FlowCrumbs />}
      heading={<FlowHeading flow={flow} />}
      description={<FlowLine flow={flow} />}
      actions={<FlowActions flow={flow} life={life} version={isOld ? version : undefined} />}
    >
      <FlowDescription text={flow.description} />
      {isOld ? (
        <Suspense fallback={<Skeleton className="mb-5 h-11 w-full" />}>
          <OldVersionNote flow={flow} version={version} onRestore={setRestoring} />
        </Suspense>
      ) : (
        <>
          {flow.is_fork && (
            <Suspense fallback={<Skeleton className="mb-5 h-16 w-full" />}>
              <ParentNote flow={flow} />
            </Suspense>
          )}
          <StateNote flow={flow} />
        </>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-5 lg:grid-cols-[minmax(0,1fr)_17rem]">
        {tab !== "map" && <About flow={flow} className="lg:order-last lg:pt-15" />}
        <div className={tab === "map" ? "lg:col-span-2" : undefined}>
          <Tabs
            label={t.tabs.label}
            value={tab}
            onChange={openTab}
            tabs={[
              { value: "outline", label: t.tabs.outline },
              ...(hasMap ? [{ value: "map" as const, label: t.tabs.map }] : []),
              { value: "findings", label: t.tabs.findings, count: shown?.error_count || undefined },
              { value: "versions", label: t.tabs.versions },
              { value: "forks", label: forks.list.tab },
            ]}
          >
            {isOld && old.isError ? (
              <div className="pt-5">
                <ErrorNote error={old.error} onRetry={() => void old.refetch()} />
              </div>
            ) : shown ? (
              <>
                <TabPanel value="outline">
                  <OutlineView
                    key={shown.version}
                    document={shown.tree_structure}
                    findings={shown.findings}
                    node={node}
                  />
                </TabPanel>
                <TabPanel value="map">
                  <Suspense fallback={<Skeleton className="mt-5 h-96 w-full" />}>
                    {tab === "map" && <MapPanel flow={shown} node={node} />}
                  </Suspense>
                </TabPanel>
                <TabPanel value="findings">
                  <Suspense fallback={<Skeleton className="h-40 w-full" />}>
                    <FindingsPanel flow={shown} />
                  </Suspense>
                </TabPanel>
              </>
            ) : (
              <Skeleton className="mt-5 h-64 w-full" />
            )}
            <TabPanel value="versions">
              <Suspense fallback={<SkeletonRows rows={4} label={t.versions.loading} />}>
                <VersionsPanel flow={flow} onRestore={setRestoring} />
              </Suspense>
            </TabPanel>
            <TabPanel value="forks">
              <Suspense fallback={<SkeletonRows rows={3} label={forks.list.loading} />}>
                <ForksPanel flow={flow} />
              </Suspense>
            </TabPanel>
          </Tabs>
        </div>
      </div>
      {restoring !== null && (
        <ConfirmDialog
          title={t.confirm.restore(restoring)}
          confirm={t.versions.restore}
          variant="primary"
          pending={life.restore.isPending}
          onConfirm={() => life.restore.mutate(restoring, { onSettled: () => setRestoring(null) })}
          onCancel={() => setRestoring(null)}
        >
          {t.confirm.restoreText(restoring)}
        </ConfirmDialog>
      )}
    </Page>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={t.loading} className="mx-auto w-full max-w-6xl px-4 pt-5 sm:px-8 sm:pt-8">
      <PageTitle title={strings.common.loading} />
      <Skeleton className="h-4 w-16" />
      <div className="mt-4 flex items-center gap-4">
        <Skeleton className="size-11 rounded-lg" />
        <div className="flex-1 space-y-2.5">
          <Skeleton className="h-6 w-2/5" />
          <Skeleton className="h-4 w-3/5" />
        </div>
      </div>
      <Skeleton className="mt-8 h-10 w-full" />
      <div className="mt-5 space-y-3">
        {Array.from({ length: 7 }, (_, line) => (
          <Skeleton key={line} className={line % 3 === 0 ? "h-5 w-1/2" : "ml-8 h-5 w-2/5"} />
        ))}
      </div>
    </div>
  );
}
