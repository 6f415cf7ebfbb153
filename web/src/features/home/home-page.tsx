import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, FilePlus2, Import, ListTree, Search } from "lucide-react";
import { useState } from "react";
import { overlays } from "@/app/overlays";
import { useMe } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { proposals } from "@/app/strings/proposals";
import { home as t } from "@/app/strings/home";
import { ProposalLines } from "@/features/proposals/proposal-lines";
import { useWaiting } from "@/features/proposals/use-waiting";
import { flowListQuery } from "@/features/flows/queries";
import { recentSessionsQuery } from "@/features/sessions/queries";
import { Button, ButtonLink } from "@/ui/button";
import { Card, Section } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";
import { FlowLines } from "./flow-lines";
import { ResumeCard } from "./resume-card";

const MOST_FLOWS = 6;
const MOST_PROPOSALS = 4;
const MOST_SESSIONS = 6;

export default function HomePage() {
  const { user } = useMe();
  const firstName = user.name.split(/\s+/)[0] ?? "";
  const [hour] = useState(() => new Date().getHours());
  return (
    <Page title={t.title} heading={t.greeting(hour, firstName)}>
      <button
        type="button"
        onClick={() => overlays.open({ name: "palette" })}
        className="flex h-12 w-full items-center gap-3 rounded-lg border border-line-strong bg-surface px-4 text-left text-lg text-faint shadow-sm transition-colors hover:border-control"
      >
        <Search aria-hidden className="size-4.5" />
        <span className="flex-1 truncate">{t.searchPlaceholder}</span>
      </button>
      <div className="mt-8 space-y-8">
        <Waiting />
        <Resume />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[repeat(2,minmax(0,1fr))]">
          <OwnFlows />
          <Samples />
        </div>
      </div>
    </Page>
  );
}

/** What others wait for; nothing when they don't. */
function Waiting() {
  const { items } = useWaiting();
  if (items.length === 0) return null;
  return (
    <Section
      title={proposals.homeTitle}
      action={
        <Link to="/proposals" className="text-sm font-medium text-muted hover:text-fg">
          {proposals.homeAll}
        </Link>
      }
    >
      <Card>
        <ProposalLines proposals={items.slice(0, MOST_PROPOSALS)} label={proposals.homeTitle} />
      </Card>
    </Section>
  );
}

/** The sessions that are open, first what was begun last; nothing when there is none. */
function Resume() {
  const { user } = useMe();
  const open = useQuery(recentSessionsQuery(user.id, "in_progress", MOST_SESSIONS));
  if (open.isError) {
    return (
      <Section title={t.resumeTitle}>
        <ErrorNote error={open.error} onRetry={() => void open.refetch()} />
      </Section>
    );
  }
  if (!open.data || open.data.items.length === 0) return null;
  return (
    <Section
      title={t.resumeTitle}
      action={
        <Link to="/sessions" className="text-sm font-medium text-muted hover:text-fg">
          {t.allSessions}
        </Link>
      }
    >
      <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {open.data.items.map((session) => (
          <ResumeCard key={session.id} session={session} />
        ))}
      </ul>
    </Section>
  );
}

function OwnFlows() {
  const flows = useInfiniteQuery(flowListQuery({ default: false }, MOST_FLOWS));
  const items = flows.data?.pages[0]?.items ?? [];
  return (
    <Section
      title={t.recent}
      action={
        items.length > 0 && (
          <ButtonLink to="/flows" search={{ scope: "team" }} size="sm" variant="ghost">
            {t.allFlows}
            <ArrowRight aria-hidden className="size-3.5" />
          </ButtonLink>
        )
      }
    >
      <Card>
        {flows.isPending && <SkeletonRows rows={4} label={strings.flows.loading} />}
        {flows.isError && (
          <ErrorNote error={flows.error} onRetry={() => void flows.refetch()} className="m-3" />
        )}
        {flows.isSuccess && items.length === 0 && <NoFlows />}
        {items.length > 0 && <FlowLines flows={items} label={t.recent} />}
      </Card>
    </Section>
  );
}

function Samples() {
  const flows = useInfiniteQuery(flowListQuery({ default: true, sort: "name" }, MOST_FLOWS));
  const items = flows.data?.pages[0]?.items ?? [];
  if (flows.isSuccess && items.length === 0) return null;
  return (
    <Section
      title={t.samples}
      action={
        <ButtonLink to="/flows" search={{ scope: "samples" }} size="sm" variant="ghost">
          {t.allSamples}
          <ArrowRight aria-hidden className="size-3.5" />
        </ButtonLink>
      }
    >
      <Card>
        {flows.isPending && <SkeletonRows rows={4} label={strings.flows.loading} />}
        {flows.isError && (
          <ErrorNote error={flows.error} onRetry={() => void flows.refetch()} className="m-3" />
        )}
        {items.length > 0 && <FlowLines flows={items} label={t.samples} />}
      </Card>
    </Section>
  );
}

function NoFlows() {
  return (
    <EmptyState
      icon={ListTree}
      title={t.noFlows}
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
      {t.noFlowsText}
    </EmptyState>
  );
}
