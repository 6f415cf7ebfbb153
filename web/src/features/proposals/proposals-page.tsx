import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { GitPullRequestArrow } from "lucide-react";
import { proposals as t } from "@/app/strings/proposals";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { Segmented } from "@/ui/segmented";
import { SkeletonRows } from "@/ui/skeleton";
import { ProposalLines } from "./proposal-lines";
import { proposalsQuery, waitingQuery } from "./queries";
import { SHOWS, type Show } from "./search";

const QUERIES = {
  waiting: waitingQuery,
  mine: proposalsQuery("author"),
  all: proposalsQuery("reviewer"),
};

export default function ProposalsPage() {
  const { show = "waiting" } = useSearch({ from: "/app/proposals" });
  const navigate = useNavigate({ from: "/proposals" });
  return (
    <Page title={t.title} description={t.description} width="narrow">
      <Segmented
        label={t.show}
        value={show}
        options={SHOWS.map((value) => ({ value, label: t.shows[value] }))}
        onChange={(show) => void navigate({ search: show === "waiting" ? {} : { show }, replace: true })}
        className="mb-4 max-sm:w-full max-sm:overflow-x-auto"
      />
      <List key={show} show={show} />
    </Page>
  );
}

function List({ show }: { show: Show }) {
  const list = useInfiniteQuery(QUERIES[show]);
  if (list.isPending) {
    return (
      <div className="card">
        <SkeletonRows rows={4} label={t.loading} />
      </div>
    );
  }
  if (list.isError) return <ErrorNote error={list.error} onRetry={() => void list.refetch()} />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState icon={GitPullRequestArrow} title={t.empty[show]} className="card">
        {t.empty[`${show}Text`]}
      </EmptyState>
    );
  }
  return (
    <div className="card">
      <ProposalLines proposals={items} label={t.list} />
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </div>
  );
}
