import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, CircleCheck, History } from "lucide-react";
import { useState } from "react";
import type { Tree, Version } from "@/api/types";
import { strings } from "@/app/strings";
import { Badge } from "@/ui/badge";
import { Button, ButtonLink } from "@/ui/button";
import { Avatar } from "@/ui/avatar";
import { cx } from "@/ui/cx";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { LoadMore } from "@/ui/load-more";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { versionsQuery } from "./queries";
import { groupVersions, type VersionGroup } from "./versions";

const t = strings.flow.versions;

export interface VersionsPanelProps {
  flow: Tree;
  onRestore: (version: number) => void;
}

/** What the flow was, newest first. */
export function VersionsPanel({ flow, onRestore }: VersionsPanelProps) {
  const versions = useInfiniteQuery(versionsQuery(flow.id));
  if (versions.isPending) return <SkeletonRows rows={4} label={t.loading} />;
  if (versions.isError) {
    return <ErrorNote error={versions.error} onRetry={() => void versions.refetch()} />;
  }
  const items = versions.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState icon={History} title={t.empty} />;
  return (
    <div className="card">
      <ol aria-label={t.label} className="divide-y divide-line">
        {groupVersions(items, flow.published_version).map((group) => (
          <Group key={group.version.version_number} group={group} flow={flow} onRestore={onRestore} />
        ))}
      </ol>
      <LoadMore
        hasMore={versions.hasNextPage}
        loading={versions.isFetchingNextPage}
        onMore={() => void versions.fetchNextPage()}
      />
    </div>
  );
}

function Group({ group: { version, before }, ...props }: VersionsPanelProps & { group: VersionGroup }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <Line version={version} {...props} />
      {before.length > 0 && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="mb-2 ml-13 inline-flex items-center gap-1 rounded-sm text-sm text-muted hover:text-fg touch:min-h-11"
        >
          <ChevronRight aria-hidden className={cx("size-3.5 transition-transform", isOpen && "rotate-90")} />
          {t.small(before.length)}
        </button>
      )}
      {isOpen && (
        <ol className="mb-2 ml-13 border-l border-line">
          {before.map((version) => (
            <li key={version.version_number}>
              <Line version={version} isSmall {...props} />
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}

function Line({
  version,
  isSmall,
  flow,
  onRestore,
}: VersionsPanelProps & { version: Version; isSmall?: boolean }) {
  const { version_number: number, author, change_description, created_at, node_count } = version;
  const isNewest = number === flow.version;
  const isLive = number === flow.published_version;
  return (
    <div className={cx("flex flex-wrap items-center gap-x-3 gap-y-1 px-4", isSmall ? "py-1" : "py-3")}>
      {!isSmall && <Avatar name={author.name} className="size-6" />}
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{strings.flow.version(number)}</span>
          {isNewest && <Badge>{t.newest}</Badge>}
          {isLive && (
            <Badge tone="success" icon={CircleCheck}>
              {t.published}
            </Badge>
          )}
        </p>
        <p className="text-sm wrap-anywhere text-muted">
          {change_description && <span className="text-fg">{change_description} · </span>}
          {author.name} · <RelativeTime at={created_at} /> · {t.nodes(node_count)}
        </p>
      </div>
      {!isNewest && (
        <div className="flex gap-1.5">
          <ButtonLink
            to="/flows/$flowId"
            params={{ flowId: flow.id }}
            search={{ version: number }}
            size="sm"
            variant="ghost"
            aria-label={t.viewVersion(number)}
          >
            {t.view}
          </ButtonLink>
          {flow.permissions.edit && flow.is_active && (
            <Button
              size="sm"
              variant="ghost"
              aria-label={t.restoreVersion(number)}
              onClick={() => onRestore(number)}
            >
              {t.restore}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Where an older version is looked at: which one, and the way back. */
export function OldVersionNote({ flow, version, onRestore }: VersionsPanelProps & { version: number }) {
  return (
    <div className="mb-5 flex flex-wrap items-center gap-3 rounded-lg border border-info-line bg-info-soft px-4 py-2.5">
      <History aria-hidden className="size-4.5 text-info-fg" />
      <p className="flex-1 basis-48 font-medium text-info-fg">{strings.flow.state.oldVersion(version)}</p>
      {flow.permissions.edit && flow.is_active && (
        <Button size="sm" onClick={() => onRestore(version)}>
          {strings.flow.actions.restore}
        </Button>
      )}
      <Link
        to="/flows/$flowId"
        params={{ flowId: flow.id }}
        className="inline-flex items-center text-sm font-medium text-info-fg hover:underline touch:min-h-11"
      >
        {strings.flow.state.newest}
      </Link>
    </div>
  );
}
