import { Link } from "@tanstack/react-router";
import { GitFork, RefreshCw } from "lucide-react";
import type { TreeSummary } from "@/api/types";
import { forks as t } from "@/app/strings/forks";
import { Badge } from "@/ui/badge";

type Lineage = Pick<TreeSummary, "is_fork" | "parent" | "has_parent_updates">;

/** That a flow is a fork, and of what. */
export function ForkChip({ flow }: { flow: Lineage }) {
  if (!flow.is_fork) return null;
  return (
    <Badge tone="violet" icon={GitFork} className="max-w-full shrink!">
      <span className="truncate">{flow.parent ? t.chipOf(flow.parent.name) : t.orphan}</span>
    </Badge>
  );
}

/** That the parent of a fork has changed since. */
export function ParentUpdatedBadge({ flow }: { flow: Lineage }) {
  if (!flow.has_parent_updates) return null;
  return (
    <Badge tone="info" icon={RefreshCw}>
      {t.updated}
    </Badge>
  );
}

/** The chip as the way to the parent, where one may see it. */
export function LinkedForkChip({ flow }: { flow: Lineage }) {
  if (!flow.parent?.is_available) return <ForkChip flow={flow} />;
  return (
    <Link
      to="/flows/$flowId"
      params={{ flowId: flow.parent.id }}
      className="inline-flex max-w-full min-w-0 rounded-full hover:underline touch:min-h-11 touch:items-center"
    >
      <ForkChip flow={flow} />
    </Link>
  );
}
