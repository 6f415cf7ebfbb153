import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronRight, CircleCheck, History, Tag } from "lucide-react";
import { useState } from "react";
import type { Tree, Version } from "@/api/types";
import { strings } from "@/app/strings";
import { changes } from "@/app/strings/changes";
import { versions as words } from "@/app/strings/versions";
import { Badge } from "@/ui/badge";
import { Button, ButtonLink } from "@/ui/button";
import { Avatar } from "@/ui/avatar";
import { cx } from "@/ui/cx";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { LoadMore } from "@/ui/load-more";
import { Segmented } from "@/ui/segmented";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { versionsQuery } from "./queries";
import { groupVersions, type VersionGroup } from "./groups";
import { VersionName } from "./version-name";

const t = strings.flow.versions;

type Which = "all" | "named";

export interface VersionsPanelProps {
  flow: Tree;
  onRestore: (version: number) => void;
}

/** What the flow was, newest first. */
export default function VersionsPanel({ flow, onRestore }: VersionsPanelProps) {
  const [which, setWhich] = useState<Which>("all");
  const isNamed = which === "named";
  const versions = useInfiniteQuery(versionsQuery(flow.id, isNamed));
  const items = versions.data?.pages.flatMap((page) => page.items) ?? [];
  const groups = isNamed
    ? items.map((version): VersionGroup => ({ version, before: [] }))
    : groupVersions(items, flow.published_version);
  return (
    <>
      <Segmented
        label={words.filter}
        value={which}
        options={[
          { value: "all", label: words.all },
          { value: "named", label: words.named },
        ]}
        onChange={setWhich}
        className="mb-3"
      />
      {versions.isPending && <SkeletonRows rows={4} label={t.loading} />}
      {versions.isError && <ErrorNote error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.isSuccess && items.length === 0 && (
        <EmptyState
          icon={isNamed ? Tag : History}
          title={isNamed ? words.noneNamed : t.empty}
          className="card"
        >
          {isNamed && words.noneNamedText}
        </EmptyState>
      )}
      {items.length > 0 && (
        <div className="card">
          <ol aria-label={t.label} className="divide-y divide-line">
            {groups.map((group) => (
              <Group key={group.version.version_number} group={group} flow={flow} onRestore={onRestore} />
            ))}
          </ol>
          <LoadMore
            hasMore={versions.hasNextPage}
            loading={versions.isFetchingNextPage}
            onMore={() => void versions.fetchNextPage()}
          />
        </div>
      )}
    </>
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
  const { version_number: number, authors, change_description, created_at, node_count } = version;
  const counts = version.changes ? countsText(version.changes) : "";
  const isNewest = number === flow.version;
  const isLive = number === flow.published_version;
  const mayEdit = flow.permissions.edit && flow.is_active;
  return (
    <div className={cx("flex flex-wrap items-center gap-x-3 gap-y-1 px-4", isSmall ? "py-1" : "py-3")}>
      {!isSmall && <Avatar name={version.author.name} className="size-6" />}
      <div className="min-w-0 flex-1 basis-48">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{strings.flow.version(number)}</span>
          {isNewest && <Badge>{t.newest}</Badge>}
          {isLive && (
            <Badge tone="success" icon={CircleCheck}>
              {t.published}
            </Badge>
          )}
          <VersionName flowId={flow.id} version={version} mayName={mayEdit} />
        </div>
        <p className="text-sm wrap-anywhere text-muted">
          {change_description && <span className="text-fg">{change_description} · </span>}
          {authors.map(({ name }) => name).join(", ")} · <RelativeTime at={created_at} /> ·{" "}
          {strings.common.nodes(flow.tree_type, node_count)}
          {counts && ` · ${counts}`}
        </p>
      </div>
      {!(isNewest && number === 1) && (
        <div className="flex gap-1.5">
          {!isNewest && (
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
          )}
          <ButtonLink
            to="/flows/$flowId/compare"
            params={{ flowId: flow.id }}
            search={isNewest ? {} : { from: number }}
            size="sm"
            variant="ghost"
            aria-label={words.compareVersion(number)}
          >
            {words.compare}
          </ButtonLink>
          {!isNewest && mayEdit && (
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

/** "2 added, 1 changed" */
function countsText({ added, removed, moved, changed }: NonNullable<Version["changes"]>): string {
  const { counts } = changes;
  return [
    added > 0 && counts.added(added),
    removed > 0 && counts.removed(removed),
    changed > 0 && counts.changed(changed),
    moved > 0 && counts.moved(moved),
  ]
    .filter(Boolean)
    .join(", ");
}
