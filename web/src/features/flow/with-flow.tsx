import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { toProblem } from "@/api/problem";
import type { Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { flowQuery } from "@/features/flows/queries";
import { ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Page, PageTitle } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";

const t = strings.flow;
const CRUMB = "inline-flex items-center rounded-sm hover:text-fg hover:underline touch:-my-3 touch:min-h-11";

/** A page about a flow, once the flow is there. */
export function WithFlow({ id, children }: { id: string; children: (flow: Tree) => ReactNode }) {
  const flow = useQuery(flowQuery(id));
  if (flow.data) return children(flow.data);
  if (flow.isPending) {
    return (
      <Page title={strings.common.loading}>
        <SkeletonRows rows={6} label={t.loading} />
      </Page>
    );
  }
  if (toProblem(flow.error).status === 404) return <NoSuchFlow />;
  return (
    <Page title={t.crumbs}>
      <ErrorNote error={flow.error} onRetry={() => void flow.refetch()} retrying={flow.isFetching} />
    </Page>
  );
}

/** Where a page hangs: under all flows, and under a flow if one is named. */
export function FlowCrumbs({ flow }: { flow?: Pick<Tree, "id" | "name"> }) {
  return (
    <nav aria-label={t.crumbs} className="flex min-w-0 items-center gap-1">
      <Link to="/flows" className={CRUMB}>
        {t.allFlows}
      </Link>
      {flow && (
        <>
          <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint" />
          <Link to="/flows/$flowId" params={{ flowId: flow.id }} className={`${CRUMB} min-w-0`}>
            <span className="truncate">{flow.name}</span>
          </Link>
        </>
      )}
    </nav>
  );
}

export function NoSuchFlow() {
  return (
    <>
      <PageTitle title={t.notFound.title} />
      <EmptyState
        isPage
        icon={SearchX}
        title={t.notFound.title}
        className="min-h-[70dvh] justify-center"
        actions={
          <ButtonLink to="/flows" variant="primary">
            {t.notFound.back}
          </ButtonLink>
        }
      >
        {t.notFound.text}
      </EmptyState>
    </>
  );
}
