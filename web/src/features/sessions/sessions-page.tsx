import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { History, SearchX } from "lucide-react";
import { useMe } from "@/app/shell/use-auth";
import { history as t } from "@/app/strings/history";
import { Button, ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { SearchQuery } from "@/ui/search-query";
import { SkeletonRows } from "@/ui/skeleton";
import { isFiltered, toApiFilters, type HistorySearch } from "./history/filters";
import { HistoryFilters } from "./history/history-filters";
import { historyQuery } from "./history/queries";
import { SessionRow } from "./history/session-row";

export default function SessionsPage() {
  const search = useSearch({ from: "/app/sessions" });
  const navigate = useNavigate({ from: "/sessions" });
  const change = (changes: Partial<Record<keyof HistorySearch, string | true | undefined>>) =>
    void navigate({
      search: (before) => ({ ...before, ...changes }) as HistorySearch,
      replace: true,
      resetScroll: false,
    });
  const clear = () => void navigate({ search: {}, replace: true });
  return (
    <Page title={t.title} description={t.description}>
      <div className="mb-4 space-y-2.5">
        <SearchQuery
          label={t.searchLabel}
          placeholder={t.searchPlaceholder}
          value={search.q ?? ""}
          onChange={(q) => change({ q })}
        />
        <HistoryFilters search={search} onChange={change} onClear={isFiltered(search) ? clear : undefined} />
      </div>
      <Listed search={search} onClear={clear} />
    </Page>
  );
}

function Listed({ search, onClear }: { search: HistorySearch; onClear: () => void }) {
  const { user } = useMe();
  const list = useInfiniteQuery({
    ...historyQuery(toApiFilters(search, user.id)),
    placeholderData: keepPreviousData,
  });
  if (list.isPending) return <SkeletonRows rows={6} label={t.loading} />;
  if (list.isError && !list.data) {
    return <ErrorNote error={list.error} onRetry={() => void list.refetch()} />;
  }
  const sessions = list.data.pages.flatMap((page) => page.items);
  if (sessions.length === 0) {
    return isFiltered(search) ? (
      <EmptyState icon={SearchX} title={t.noMatch} actions={<Button onClick={onClear}>{t.clear}</Button>}>
        {t.noMatchText}
      </EmptyState>
    ) : (
      <EmptyState
        icon={History}
        title={t.empty}
        actions={
          <ButtonLink variant="primary" to="/flows">
            {t.emptyAction}
          </ButtonLink>
        }
      >
        {t.emptyText}
      </EmptyState>
    );
  }
  return (
    <div aria-busy={list.isPlaceholderData} className={list.isPlaceholderData ? "opacity-60" : ""}>
      <p role="status" className="sr-only">
        {t.shown(sessions.length)}
      </p>
      <ul aria-label={t.title} className="card divide-y divide-line overflow-hidden">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {list.isFetchNextPageError && (
        <ErrorNote error={list.error} onRetry={() => void list.fetchNextPage()} className="mt-3" />
      )}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </div>
  );
}
