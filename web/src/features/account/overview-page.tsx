import { useQuery } from "@tanstack/react-query";
import type { Account } from "@/api/types";
import { useMe } from "@/app/shell/use-auth";
import { account as words } from "@/app/strings/account";
import { Badge } from "@/ui/badge";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";
import { Skeleton } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { AccountNav } from "./account-nav";
import { manages } from "./may";
import { DangerZone } from "./overview/danger-zone";
import { ExportCard } from "./overview/export-card";
import { GeneralForm } from "./overview/general-form";
import { Policies } from "./overview/policies";
import { Usage } from "./overview/usage";
import { accountQuery } from "./queries";

const t = words.overview;

export default function OverviewPage() {
  const { tenant } = useMe();
  const account = useQuery(accountQuery);
  return (
    <Page
      title={t.title}
      heading={<span className="wrap-anywhere">{account.data?.name ?? tenant.name}</span>}
      description={account.data && <About account={account.data} />}
      width="narrow"
      nav={<AccountNav />}
    >
      {account.isError && <ErrorNote error={account.error} onRetry={() => void account.refetch()} />}
      {account.isPending && (
        <div role="status" aria-label={t.loading} className="space-y-6">
          <Skeleton className="h-52 w-full" />
          <Skeleton className="h-64 w-full" />
        </div>
      )}
      {account.data && <Parts account={account.data} />}
    </Page>
  );
}

function About({ account }: { account: Account }) {
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-2.5 gap-y-1.5 text-sm">
      <Badge tone="accent">{words.plan(account.plan)}</Badge>
      <Badge>{words.types[account.type]}</Badge>
      <code className="wrap-anywhere">{account.slug}</code>
      <span>
        {t.since} <RelativeTime at={account.created_at} />
      </span>
    </p>
  );
}

function Parts({ account }: { account: Account }) {
  const me = useMe();
  const isAdmin = manages(me);
  return (
    <div className="space-y-6">
      <Usage />
      {isAdmin && <GeneralForm account={account} />}
      <Policies account={account} canChange={isAdmin} />
      {isAdmin && <ExportCard />}
      <DangerZone account={account} />
    </div>
  );
}
