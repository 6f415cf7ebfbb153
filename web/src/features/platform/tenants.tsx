import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Building2, SearchX } from "lucide-react";
import { useState } from "react";
import { api, ok } from "@/api/client";
import type { Limited, Plan, PlatformTenant } from "@/api/types";
import { queryClient } from "@/app/query";
import { account, PLANS } from "@/app/strings/account";
import { platform } from "@/app/strings/platform";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { SelectField } from "@/ui/field";
import { formatNumber } from "@/ui/format";
import { LoadMore } from "@/ui/load-more";
import { SearchQuery } from "@/ui/search-query";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { toast } from "@/ui/toast";
import { tenantsQuery } from "./queries";

const t = platform.tenants;
const LISTS = tenantsQuery().queryKey.slice(0, 2);
const PLAN_NAMES = Object.entries(PLANS) as [Plan, string][];

/** Every account of the server: its plan, what it uses, whether it is active. */
export function Tenants() {
  const { q } = useSearch({ from: "/app/platform" });
  const navigate = useNavigate({ from: "/platform" });
  return (
    <div className="space-y-4">
      <SearchQuery
        label={t.search}
        placeholder={t.searchPlaceholder}
        value={q ?? ""}
        onChange={(q) => void navigate({ search: q ? { q } : {}, replace: true, resetScroll: false })}
      />
      <Listed q={q} />
    </div>
  );
}

function Listed({ q }: { q: string | undefined }) {
  const list = useInfiniteQuery({ ...tenantsQuery(q), placeholderData: keepPreviousData });
  if (list.isPending) return <SkeletonRows rows={5} label={t.loading} />;
  if (list.isError && !list.data) {
    return <ErrorNote error={list.error} onRetry={() => void list.refetch()} />;
  }
  const tenants = list.data.pages.flatMap((page) => page.items);
  if (tenants.length === 0) {
    return q ? (
      <EmptyState icon={SearchX} title={t.noMatch(q)} />
    ) : (
      <EmptyState icon={Building2} title={t.none} />
    );
  }
  return (
    <div aria-busy={list.isPlaceholderData} className={list.isPlaceholderData ? "opacity-60" : ""}>
      <p role="status" className="sr-only">
        {t.shown(tenants.length)}
      </p>
      <ul aria-label={t.list} className="card divide-y divide-line">
        {tenants.map((tenant) => (
          <TenantRow key={tenant.id} tenant={tenant} />
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

function TenantRow({ tenant }: { tenant: PlatformTenant }) {
  const { name, slug, type, is_active, is_system, created_at, usage } = tenant;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-3.5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">{name}</span>
          <Badge>{is_system ? t.own : account.types[type]}</Badge>
          {!is_active && <Badge tone="danger">{t.inactive}</Badge>}
        </p>
        <p className="text-sm text-muted">
          <code className="wrap-anywhere">{slug}</code> ·{" "}
          {is_system ? (
            t.ownText
          ) : (
            <>
              {t.since} <RelativeTime at={created_at} />
            </>
          )}
        </p>
      </div>
      <p className="text-sm text-muted tabular-nums sm:w-40">
        {!is_system && (
          <>
            <span className="sm:block">{counted(t.members, usage.members)}</span>
            <span className="sm:hidden"> · </span>
          </>
        )}
        <span className="sm:block">{counted(t.trees, usage.trees)}</span>
      </p>
      {is_system ? (
        <div className="w-60 max-sm:hidden" />
      ) : (
        <div className="flex items-center justify-end gap-2 max-sm:basis-full max-sm:justify-start sm:w-60">
          <PlanField tenant={tenant} />
          <Activity tenant={tenant} />
        </div>
      )}
    </li>
  );
}

function counted(say: (used: string, limit: string | undefined) => string, { used, limit }: Limited): string {
  return say(formatNumber(used), limit == null ? undefined : formatNumber(limit));
}

interface TenantChanges {
  plan?: Plan;
  is_active?: boolean;
}

function useChange(tenant: PlatformTenant, said: (changes: TenantChanges) => string) {
  return useMutation({
    mutationFn: (changes: TenantChanges) =>
      ok(
        api.PATCH("/api/v1/platform/tenants/{id}", {
          params: { path: { id: tenant.id } },
          body: changes,
        }),
      ),
    onSuccess: async (_, changes) => {
      toast.success(said(changes));
      await queryClient.invalidateQueries({ queryKey: LISTS });
    },
    onError: (error) => toast.problem(error),
  });
}

function PlanField({ tenant }: { tenant: PlatformTenant }) {
  const change = useChange(tenant, ({ plan = tenant.plan }) => t.planChanged(tenant.name, PLANS[plan]));
  return (
    <SelectField
      label={t.planOf(tenant.name)}
      bareLabel
      compact
      value={(change.isPending && change.variables.plan) || tenant.plan}
      disabled={change.isPending}
      onChange={({ target }) => change.mutate({ plan: target.value as Plan })}
    >
      {PLAN_NAMES.map(([plan, name]) => (
        <option key={plan} value={plan}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

function Activity({ tenant }: { tenant: PlatformTenant }) {
  const { name, is_active } = tenant;
  const [asking, setAsking] = useState(false);
  const change = useChange(tenant, ({ is_active }) => (is_active ? t.activated(name) : t.deactivated(name)));
  if (!is_active) {
    return (
      <Button
        size="sm"
        aria-label={t.activateNamed(name)}
        pending={change.isPending}
        onClick={() => change.mutate({ is_active: true })}
      >
        {t.activate}
      </Button>
    );
  }
  return (
    <>
      <Button size="sm" variant="danger" aria-label={t.deactivateNamed(name)} onClick={() => setAsking(true)}>
        {t.deactivate}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t.deactivateTitle(name)}
          confirm={t.deactivate}
          pending={change.isPending}
          onConfirm={() => change.mutate({ is_active: false }, { onSuccess: () => setAsking(false) })}
          onCancel={() => setAsking(false)}
        >
          {t.deactivateText}
        </ConfirmDialog>
      )}
    </>
  );
}
