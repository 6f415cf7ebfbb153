import { keepPreviousData, useInfiniteQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FilePlus2, Globe, Import, ListTree, SearchX, Tags } from "lucide-react";
import type { ReactNode } from "react";
import { overlays } from "@/app/overlays";
import { strings } from "@/app/strings";
import { Button, ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { SearchQuery } from "@/ui/search-query";
import { SkeletonRows } from "@/ui/skeleton";
import { FileDrop } from "@/features/import/file-drop";
import { isFiltered, isNarrowed, toApiFilters } from "./asked";
import type { FlowsChange, FlowsSearch } from "./filters";
import { FlowFilters } from "./flow-filters";
import { FlowList, type FlowListItem } from "./flow-list";
import { LayoutSwitch, useLayout } from "./layout";
import { flowListQuery, flowSearchQuery, publicFlowsQuery } from "./queries";

const t = strings.flows;

export default function FlowsPage() {
  const search = useSearch({ from: "/app/flows" });
  const navigate = useNavigate({ from: "/flows" });
  const change = (changes: FlowsChange) =>
    void navigate({
      search: (before) => ({ ...before, ...changes }) as FlowsSearch,
      replace: true,
      resetScroll: false,
    });

  return (
    <Page
      title={t.title}
      description={t.description}
      actions={
        <>
          <ButtonLink to="/flows/labels" variant="ghost" icon={Tags}>
            {t.labels}
          </ButtonLink>
          <Button icon={Import} onClick={() => overlays.open({ name: "import" })}>
            {strings.shell.importFlow}
          </Button>
          <Button variant="primary" icon={FilePlus2} onClick={() => overlays.open({ name: "new-flow" })}>
            {strings.shell.newFlow}
          </Button>
        </>
      }
    >
      <FileDrop onFile={(text, fileName) => overlays.open({ name: "import", text, fileName })}>
        <div className="mb-4 space-y-2.5">
          <div className="flex gap-2">
            <div className="min-w-0 flex-1">
              <SearchQuery
                label={t.searchLabel}
                placeholder={search.scope === "public" ? t.searchPublic : t.searchPlaceholder}
                value={search.q ?? ""}
                onChange={(q) => change({ q })}
              />
            </div>
            <LayoutSwitch className="max-md:hidden" />
          </div>
          <FlowFilters
            search={search}
            onChange={change}
            onClear={() => void navigate({ search: ({ q, sort }) => ({ q, sort }), replace: true })}
          />
        </div>
        {search.scope === "public" ? (
          <Shared q={search.q ?? ""} />
        ) : search.q ? (
          <Found q={search.q} search={search} />
        ) : (
          <Listed search={search} />
        )}
      </FileDrop>
    </Page>
  );
}

function Listed({ search }: { search: FlowsSearch }) {
  const list = useInfiniteQuery({
    ...flowListQuery(toApiFilters(search)),
    placeholderData: keepPreviousData,
  });
  const items = list.data?.pages.flatMap((page) => page.items.map((flow): FlowListItem => ({ flow })));
  return (
    <Pages query={list} items={items} empty={isNarrowed(search) ? <NoMatch /> : <NoFlows />}>
      <p role="status" className="sr-only">
        {t.shown(items?.length ?? 0)}
      </p>
    </Pages>
  );
}

function Found({ q, search }: { q: string; search: FlowsSearch }) {
  // Best first, whatever the list was sorted by.
  const { sort: _, ...narrowing } = toApiFilters(search);
  const found = useInfiniteQuery({ ...flowSearchQuery(q, narrowing), placeholderData: keepPreviousData });
  const items = found.data?.pages.flatMap((page) =>
    page.items.map(({ tree, snippet, node_id, node_title }): FlowListItem => ({
      flow: tree,
      snippet,
      ...(node_id && node_title ? { node: { id: node_id, title: node_title } } : {}),
    })),
  );
  return (
    <Pages query={found} items={items} empty={<NoMatch searching narrowed={isFiltered(search)} />}>
      <p role="status" className="mb-2 text-sm text-muted">
        {t.found(items?.length ?? 0, found.hasNextPage, q)}
      </p>
    </Pages>
  );
}

/** What other accounts share with everyone. */
function Shared({ q }: { q: string }) {
  const list = useInfiniteQuery({ ...publicFlowsQuery(q), placeholderData: keepPreviousData });
  const items = list.data?.pages.flatMap((page) =>
    page.items.map(({ owner, ...flow }): FlowListItem => ({ flow, owner: owner.name })),
  );
  const nobody = (
    <EmptyState icon={Globe} title={t.nothingShared.title} className="card">
      {t.nothingShared.text}
    </EmptyState>
  );
  return (
    <Pages query={list} items={items} empty={q === "" ? nobody : <NoMatch searching />}>
      <p role="status" className="sr-only">
        {t.shown(items?.length ?? 0)}
      </p>
    </Pages>
  );
}

interface PagesProps {
  query: UseInfiniteQueryResult;
  /** Of all pages so far; undefined before the first. */
  items: readonly FlowListItem[] | undefined;
  empty: ReactNode;
  /** Above the list. */
  children: ReactNode;
}

/** A list that grows page by page, in each of its states. */
function Pages({ query, items, empty, children }: PagesProps) {
  const layout = useLayout();
  if (!items) {
    return query.isError ? (
      <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Loading />
    );
  }
  if (items.length === 0) return empty;
  return (
    <div
      aria-busy={query.isPlaceholderData}
      className={query.isPlaceholderData ? "opacity-60 transition-opacity" : ""}
    >
      {children}
      <FlowList items={items} label={t.title} layout={layout} />
      {query.isFetchNextPageError && (
        <ErrorNote error={query.error} onRetry={() => void query.fetchNextPage()} className="mt-3" />
      )}
      <LoadMore
        hasMore={query.hasNextPage && !query.isFetchNextPageError}
        loading={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </div>
  );
}

function Loading() {
  return (
    <div className="card overflow-hidden">
      <SkeletonRows rows={8} label={t.loading} />
    </div>
  );
}

function NoMatch({ searching, narrowed }: { searching?: boolean; narrowed?: boolean }) {
  const text = narrowed ? t.noMatch.textOfBoth : t.noMatch.textOfSearch;
  return (
    <EmptyState icon={SearchX} title={t.noMatch.title} className="card">
      {searching ? text : t.noMatch.text}
    </EmptyState>
  );
}

function NoFlows() {
  return (
    <EmptyState
      icon={ListTree}
      title={t.empty.title}
      className="card"
      actions={
        <>
          <Button variant="primary" icon={Import} onClick={() => overlays.open({ name: "import" })}>
            {strings.shell.importFlow}
          </Button>
          <Button icon={FilePlus2} onClick={() => overlays.open({ name: "new-flow" })}>
            {strings.shell.newFlow}
          </Button>
        </>
      }
    >
      {t.empty.text}
    </EmptyState>
  );
}
