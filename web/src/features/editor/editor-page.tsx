import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Lock, SearchX } from "lucide-react";
import { toProblem } from "@/api/problem";
import type { Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { editor as t } from "@/app/strings/editor";
import { flowQuery } from "@/features/flows/queries";
import { ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Page, PageTitle } from "@/ui/page";
import { Skeleton } from "@/ui/skeleton";
import { Workbench } from "./workbench";

export default function EditorPage() {
  const { flowId } = useParams({ from: "/app/flows/$flowId/edit" });
  // What is edited must be the newest; what is remembered of an earlier visit may not be.
  const flow = useQuery({ ...flowQuery(flowId), refetchOnMount: "always" });
  const isFresh = flow.isFetchedAfterMount && flow.isSuccess;
  if (isFresh) {
    return flow.data.permissions.edit && flow.data.is_active ? (
      <Workbench key={flowId} flow={flow.data} />
    ) : (
      <NotEditable flow={flow.data} />
    );
  }
  if (!flow.isError) return <Loading />;
  if (toProblem(flow.error).status === 404) return <NotHere />;
  return (
    <Page title={strings.common.loading}>
      <ErrorNote error={flow.error} onRetry={() => void flow.refetch()} retrying={flow.isFetching} />
    </Page>
  );
}

function Loading() {
  return (
    <div role="status" aria-label={t.loading} className="h-[80dvh] lg:h-dvh">
      <PageTitle title={strings.common.loading} />
      <div className="flex h-13 items-center gap-3 border-b border-line px-4">
        <Skeleton className="size-6" />
        <Skeleton className="h-5 w-56" />
      </div>
      <div className="grid gap-8 p-5 lg:grid-cols-[2fr_3fr]">
        <div className="space-y-3">
          {Array.from({ length: 9 }, (_, line) => (
            <Skeleton key={line} className={line % 3 === 0 ? "h-6 w-3/4" : "ml-6 h-6 w-3/5"} />
          ))}
        </div>
        <div className="space-y-5 max-lg:hidden">
          <Skeleton className="h-9 w-full" />
          <Skeleton className="h-28 w-full" />
          <Skeleton className="h-20 w-full" />
        </div>
      </div>
    </div>
  );
}

function NotEditable({ flow }: { flow: Tree }) {
  return (
    <>
      <PageTitle title={t.may.not} />
      <EmptyState
        isPage
        icon={Lock}
        title={t.may.not}
        className="min-h-[70dvh] justify-center"
        actions={
          <ButtonLink to="/flows/$flowId" params={{ flowId: flow.id }} variant="primary">
            {t.may.back}
          </ButtonLink>
        }
      >
        {flow.is_default ? t.may.default : !flow.is_active ? t.may.deleted : t.may.other}
      </EmptyState>
    </>
  );
}

function NotHere() {
  const missing = strings.flow.notFound;
  return (
    <>
      <PageTitle title={missing.title} />
      <EmptyState
        isPage
        icon={SearchX}
        title={missing.title}
        className="min-h-[70dvh] justify-center"
        actions={
          <ButtonLink to="/flows" variant="primary">
            {missing.back}
          </ButtonLink>
        }
      >
        {missing.text}
      </EmptyState>
    </>
  );
}
