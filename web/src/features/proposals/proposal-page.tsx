import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { lazy, Suspense } from "react";
import { toProblem } from "@/api/problem";
import type { ProposalDetail } from "@/api/types";
import { strings } from "@/app/strings";
import { proposals } from "@/app/strings/proposals";
import { Badge } from "@/ui/badge";
import { ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Page, PageTitle } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { ProposalBadge } from "./proposal-lines";
import { proposalQuery } from "./queries";

const t = proposals.review;
const Review = lazy(() => import("./review"));

export default function ProposalPage() {
  const { proposalId } = useParams({ from: "/app/proposals/$proposalId" });
  const proposal = useQuery(proposalQuery(proposalId));
  if (proposal.data) {
    return <Shown key={proposalId} proposal={proposal.data} lookAgain={() => proposal.refetch()} />;
  }
  if (proposal.isPending) {
    return (
      <Page title={strings.common.loading}>
        <SkeletonRows rows={5} label={t.loading} />
      </Page>
    );
  }
  if (toProblem(proposal.error).status === 404) return <NotHere />;
  return (
    <Page title={proposals.title}>
      <ErrorNote error={proposal.error} onRetry={() => void proposal.refetch()} />
    </Page>
  );
}

interface ShownProps {
  proposal: ProposalDetail;
  lookAgain: () => Promise<unknown>;
}

function Shown({ proposal, lookAgain }: ShownProps) {
  const { tree, fork, author, message, status, created_at, is_from_elsewhere, tree_version } = proposal;
  return (
    <Page
      title={t.pageTitle(tree.name)}
      heading={proposals.to(tree.name)}
      crumbs={<Crumbs />}
      description={
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
          <ProposalBadge status={status} />
          {is_from_elsewhere && <Badge>{proposals.elsewhere}</Badge>}
          <span className="wrap-anywhere">
            {proposals.by(author.name)} · <RelativeTime at={created_at} />
          </span>
        </p>
      }
      actions={
        <>
          {fork && (
            <ButtonLink to="/flows/$flowId" params={{ flowId: fork.id }}>
              {t.fork}
            </ButtonLink>
          )}
          {tree_version != null && (
            <ButtonLink to="/flows/$flowId" params={{ flowId: tree.id }}>
              {t.openFlow}
            </ButtonLink>
          )}
        </>
      }
    >
      <blockquote className="card mb-6 max-w-3xl px-4 py-3 whitespace-pre-wrap wrap-anywhere">
        {message}
      </blockquote>
      <Suspense fallback={<SkeletonRows rows={5} label={t.loading} />}>
        <Review proposal={proposal} lookAgain={lookAgain} />
      </Suspense>
    </Page>
  );
}

function Crumbs() {
  return (
    <nav aria-label={strings.flow.crumbs}>
      <Link
        to="/proposals"
        className="inline-flex items-center rounded-sm hover:text-fg hover:underline touch:-my-3 touch:min-h-11"
      >
        {proposals.title}
      </Link>
    </nav>
  );
}

function NotHere() {
  return (
    <>
      <PageTitle title={t.notFound} />
      <EmptyState
        isPage
        icon={SearchX}
        title={t.notFound}
        className="min-h-[70dvh] justify-center"
        actions={
          <ButtonLink to="/proposals" variant="primary">
            {t.backToAll}
          </ButtonLink>
        }
      >
        {t.notFoundText}
      </EmptyState>
    </>
  );
}
