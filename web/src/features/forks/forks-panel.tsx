import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { GitFork } from "lucide-react";
import type { Fork, Tree } from "@/api/types";
import { overlays } from "@/app/overlays";
import { useMe } from "@/app/shell/use-auth";
import { forks } from "@/app/strings/forks";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { LoadMore } from "@/ui/load-more";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { forks as mayFork } from "./may";
import { forksQuery } from "./queries";

const t = forks.list;

/** The forks of a flow that the person may see, newest first. */
export default function ForksPanel({ flow }: { flow: Tree }) {
  const me = useMe();
  const list = useInfiniteQuery(forksQuery(flow.id));
  if (list.isPending) return <SkeletonRows rows={3} label={t.loading} />;
  if (list.isError) return <ErrorNote error={list.error} onRetry={() => void list.refetch()} />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon={GitFork}
        title={t.empty}
        className="card"
        actions={
          mayFork(me) &&
          flow.is_active && (
            <Button icon={GitFork} onClick={() => overlays.open({ name: "fork", flow })}>
              {forks.forkThis}
            </Button>
          )
        }
      >
        {t.emptyText}
      </EmptyState>
    );
  }
  return (
    <div className="card">
      <ul aria-label={t.label} className="divide-y divide-line">
        {items.map((fork) => (
          <Line key={fork.id} fork={fork} />
        ))}
      </ul>
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </div>
  );
}

function Line({ fork: { id, name, author, fork_reason, is_own, updated_at } }: { fork: Fork }) {
  return (
    <li className="relative flex items-start gap-3 px-4 py-3 hover:bg-hover/60">
      <GitFork aria-hidden className="mt-0.75 size-4 shrink-0 text-violet-fg" />
      <div className="min-w-0 flex-1">
        <Link
          to="/flows/$flowId"
          params={{ flowId: id }}
          className="font-medium wrap-anywhere after:absolute after:inset-0"
        >
          {name}
        </Link>
        {fork_reason && <p className="text-muted wrap-anywhere">{fork_reason}</p>}
        <p className="text-sm text-faint">
          {author && `${t.by(author.name)} · `}
          <RelativeTime at={updated_at} />
        </p>
      </div>
      {!is_own && <Badge>{t.elsewhere}</Badge>}
    </li>
  );
}
