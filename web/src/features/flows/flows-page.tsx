import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { FilePlus2, Import, ListTree, SearchX } from "lucide-react";
import { useEffect, useState } from "react";
import { overlays } from "@/app/overlays";
import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { SearchField } from "@/ui/search-field";
import { SkeletonRows } from "@/ui/skeleton";
import { useDebounced } from "@/ui/use-debounced";
import { FileDrop } from "@/features/import/file-drop";
import { isNarrowed, toApiFilters, type FlowsSearch } from "./filters";
import { FlowFilters } from "./flow-filters";
import { FlowList, type FlowListItem } from "./flow-list";
import { flowListQuery, flowSearchQuery } from "./queries";

const t = strings.flows;
const SEARCH_AFTER_MS = 200;

export default function FlowsPage() {
  const search = useSearch({ from: "/app/flows" });
  const navigate = useNavigate({ from: "/flows" });
  const change = (changes: Partial<Record<keyof FlowsSearch, string | undefined>>) =>
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
          <QueryField value={search.q ?? ""} onChange={(q) => change({ q: q || undefined })} />
          {!search.q && (
            <FlowFilters
              search={search}
              onChange={change}
              onClear={() => void navigate({ search: ({ q, sort }) => ({ q, sort }), replace: true })}
            />
          )}
        </div>
        {search.q ? <Found q={search.q} /> : <Listed search={search} />}
      </FileDrop>
    </Page>
  );
}

/** The search text: what is typed shows at once, and is asked when the typing pauses. */
function QueryField({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  const settled = useDebounced(typed, SEARCH_AFTER_MS);
  // The address was changed from elsewhere: a link, or back and forward.
  if (value !== shown) {
    setShown(value);
    if (value !== settled.trim()) setTyped(value);
  }
  useEffect(() => {
    if (settled === typed && settled.trim() !== value) onChange(settled.trim());
    // Only the pause in typing asks; `onChange` and `value` change with every answer.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled]);
  return (
    <SearchField
      label={t.searchLabel}
      placeholder={t.searchPlaceholder}
      value={typed}
      onChange={setTyped}
      busy={typed.trim() !== value}
    />
  );
}

function Listed({ search }: { search: FlowsSearch }) {
  const list = useInfiniteQuery({
    ...flowListQuery(toApiFilters(search)),
    placeholderData: keepPreviousData,
  });
  if (list.isPending) return <Loading />;
  if (list.isError && !list.data) return <ErrorNote error={list.error} onRetry={() => void list.refetch()} />;
  const items = list.data.pages.flatMap((page) => page.items.map((flow): FlowListItem => ({ flow })));
  if (items.length === 0) return isNarrowed(search) ? <NoMatch /> : <NoFlows />;
  return (
    <div
      aria-busy={list.isPlaceholderData}
      className={list.isPlaceholderData ? "opacity-60 transition-opacity" : ""}
    >
      <p role="status" className="sr-only">
        {t.shown(items.length)}
      </p>
      <FlowList items={items} label={t.title} />
      {list.isFetchNextPageError && (
        <ErrorNote error={list.error} onRetry={() => void list.fetchNextPage()} className="mt-3" />
      )}
      <LoadMore
        hasMore={list.hasNextPage && !list.isFetchNextPageError}
        loading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </div>
  );
}

function Found({ q }: { q: string }) {
  const found = useQuery({ ...flowSearchQuery(q), placeholderData: keepPreviousData });
  if (found.isPending) return <Loading />;
  if (found.isError) return <ErrorNote error={found.error} onRetry={() => void found.refetch()} />;
  const items = found.data.items.map(({ tree, snippet }): FlowListItem => ({ flow: tree, snippet }));
  return (
    <>
      <p role="status" className={items.length === 0 ? "sr-only" : "mb-2 text-sm text-muted"}>
        {t.found(items.length, q)}
      </p>
      {items.length === 0 ? <NoMatch /> : <FlowList items={items} label={t.title} />}
    </>
  );
}

function Loading() {
  return (
    <div className="card overflow-hidden">
      <SkeletonRows rows={8} label={t.loading} />
    </div>
  );
}

function NoMatch() {
  return (
    <EmptyState icon={SearchX} title={t.noMatch.title} className="card">
      {t.noMatch.text}
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
