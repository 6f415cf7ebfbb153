import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Download, ScrollText, SearchX } from "lucide-react";
import { useMe } from "@/app/shell/use-auth";
import { account as words } from "@/app/strings/account";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { LoadMore } from "@/ui/load-more";
import { Menu, MenuItem } from "@/ui/menu";
import { Page } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { AccountNav } from "./account-nav";
import { AdminsOnly } from "./admins-only";
import { AuditFilters } from "./audit/audit-filters";
import { EntryRow } from "./audit/entry-row";
import { isFiltered, toApiFilters, type AuditSearch } from "./audit/filters";
import { useVerify, VerifyButton, VerifyNote } from "./audit/verify-note";
import { downloads } from "./downloads";
import { manages } from "./may";
import { auditQuery } from "./queries";

const t = words.audit;

export default function AuditPage() {
  return manages(useMe()) ? <AuditLog /> : <AdminsOnly title={t.title} />;
}

function AuditLog() {
  const search = useSearch({ from: "/app/account/audit" });
  const navigate = useNavigate({ from: "/account/audit" });
  const verify = useVerify();
  const list = useInfiniteQuery({ ...auditQuery(toApiFilters(search)), placeholderData: keepPreviousData });
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  const change = (changes: Partial<AuditSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true, resetScroll: false });
  const clear = () => void navigate({ search: {}, replace: true });
  return (
    <Page
      title={t.title}
      description={t.description}
      nav={<AccountNav />}
      actions={
        <>
          <VerifyButton verify={verify} />
          <ExportMenu search={search} />
        </>
      }
    >
      <VerifyNote verify={verify} />
      <AuditFilters
        search={search}
        entries={entries}
        onChange={change}
        onClear={isFiltered(search) ? clear : undefined}
      />
      {list.isPending && <SkeletonRows rows={8} label={t.loading} />}
      {list.isError && entries.length === 0 && (
        <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && entries.length === 0 && <Nothing onClear={isFiltered(search) ? clear : undefined} />}
      {entries.length > 0 && (
        <div aria-busy={list.isPlaceholderData} className={list.isPlaceholderData ? "opacity-60" : ""}>
          <p role="status" className="sr-only">
            {t.shown(entries.length)}
          </p>
          <ul aria-label={t.list} className="card divide-y divide-line overflow-hidden">
            {entries.map((entry) => (
              <EntryRow key={entry.seq} entry={entry} />
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
      )}
    </Page>
  );
}

function Nothing({ onClear }: { onClear: (() => void) | undefined }) {
  return onClear ? (
    <EmptyState icon={SearchX} title={t.noMatch} actions={<Button onClick={onClear}>{t.clear}</Button>}>
      {t.noMatchText}
    </EmptyState>
  ) : (
    <EmptyState icon={ScrollText} title={t.empty}>
      {t.emptyText}
    </EmptyState>
  );
}

const FORMATS = ["csv", "ndjson"] as const;

/** What is shown, as a file. */
function ExportMenu({ search }: { search: AuditSearch }) {
  return (
    <Menu trigger={<Button icon={Download}>{t.export}</Button>} className="w-64">
      {FORMATS.map((format) => (
        <ExportItem key={format} format={format} search={search} />
      ))}
    </Menu>
  );
}

function ExportItem({ format, search }: { format: (typeof FORMATS)[number]; search: AuditSearch }) {
  const take = useOnce(async () => {
    try {
      await downloads.audit(format, toApiFilters(search));
      toast.success(t.exported);
    } catch (error) {
      toast.problem(error);
    }
  });
  return <MenuItem onSelect={take.run}>{t.formats[format]}</MenuItem>;
}
