import { Link } from "@tanstack/react-router";
import type { TreeSummary } from "@/api/types";
import { strings } from "@/app/strings";
import { RunButton } from "@/features/flows/flow-actions";
import { KindTile } from "@/ui/kind";
import { TreeStatusBadge } from "@/ui/status";
import { RelativeTime } from "@/ui/time";

/** A few flows, a line each. */
export function FlowLines({ flows, label }: { flows: readonly TreeSummary[]; label: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {flows.map((flow) => (
        <li
          key={flow.id}
          className="relative flex items-center gap-3 px-4 py-2.5 transition-colors first:rounded-t-lg last:rounded-b-lg hover:bg-hover/60"
        >
          <KindTile kind={flow.tree_type} />
          <div className="min-w-0 flex-1">
            <Link
              to="/flows/$flowId"
              params={{ flowId: flow.id }}
              className="font-medium after:absolute after:inset-0 max-sm:line-clamp-2 sm:block sm:truncate"
            >
              {flow.name}
            </Link>
            <p className="text-sm text-faint sm:truncate">
              {strings.common.kinds[flow.tree_type]} · {strings.common.nodes(flow.tree_type, flow.node_count)}
              {!flow.is_default && (
                <>
                  {" · "}
                  <RelativeTime at={flow.updated_at} />
                </>
              )}
            </p>
          </div>
          {flow.status === "draft" && (
            <span className="max-sm:hidden">
              <TreeStatusBadge status={flow.status} />
            </span>
          )}
          <span className="relative">
            <RunButton flow={flow} />
          </span>
        </li>
      ))}
    </ul>
  );
}
