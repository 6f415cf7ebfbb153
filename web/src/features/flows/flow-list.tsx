import { Link } from "@tanstack/react-router";
import { CircleAlert, Tag } from "lucide-react";
import type { Snippet, TreeSummary } from "@/api/types";
import { strings } from "@/app/strings";
import { ForkChip, ParentUpdatedBadge } from "@/features/forks/lineage";
import { Badge } from "@/ui/badge";
import { cx } from "@/ui/cx";
import { formatNumber, formatPercent, isDue } from "@/ui/format";
import { Highlight, isSnippetOf } from "@/ui/highlight";
import { KindTile } from "@/ui/kind";
import { ProgressBar } from "@/ui/progress";
import { TreeStatusBadge } from "@/ui/status";
import { Table, Td, Th } from "@/ui/table";
import { RelativeTime } from "@/ui/time";
import { FlowMenu, RunButton } from "./flow-actions";
import type { Layout } from "./layout";

const t = strings.flows;

export interface FlowListItem {
  flow: TreeSummary;
  /** The account that shares it, if it is another one. */
  owner?: string;
  /** Where the searched words were found. */
  snippet?: readonly Snippet[];
  /** The step that they were found in. */
  node?: { id: string; title: string };
}

export interface FlowListProps {
  items: readonly FlowListItem[];
  label: string;
  layout: Layout;
}

/**
 * Flows as a table or as cards, on narrow screens as cards. The whole line leads to the flow, or to the step that was found in it;
 * its name is the link.
 */
export function FlowList({ items, label, layout }: FlowListProps) {
  const isTable = layout === "table";
  return (
    <>
      <div className={isTable ? "card hidden md:block" : "hidden"}>
        <Table
          label={label}
          className="table-fixed"
          head={
            <>
              <Th>{t.columns.name}</Th>
              <Th className="w-34">{t.columns.status}</Th>
              <Th className="hidden w-34 xl:table-cell">{t.columns.completion}</Th>
              <Th className="hidden w-20 text-right lg:table-cell">{t.columns.runs}</Th>
              <Th className="w-36">{t.columns.updated}</Th>
              <Th className="w-34">
                <span className="sr-only">{t.columns.actions}</span>
              </Th>
            </>
          }
        >
          {items.map((item) => (
            <FlowRow key={item.flow.id} {...item} />
          ))}
        </Table>
      </div>
      <ul
        aria-label={label}
        className={cx(
          "grid grid-cols-[minmax(0,1fr)] gap-2.5",
          isTable ? "md:hidden" : "md:grid-cols-2 xl:grid-cols-3",
        )}
      >
        {items.map((item) => (
          <FlowCard key={item.flow.id} {...item} />
        ))}
      </ul>
    </>
  );
}

function FlowRow({ flow, ...found }: FlowListItem) {
  return (
    <tr className="group relative transition-colors hover:bg-hover/60">
      <Td>
        <div className="flex items-center gap-3">
          <KindTile kind={flow.tree_type} labelled />
          <div className="min-w-0">
            <FlowName flow={flow} {...found} />
            <FlowMeta flow={flow} {...found} />
            <FlowLineage flow={flow} />
          </div>
        </div>
      </Td>
      <Td>
        <FlowState flow={flow} />
      </Td>
      <Td className="hidden xl:table-cell">
        <span className="flex items-center gap-2 text-sm whitespace-nowrap text-muted tabular-nums">
          <ProgressBar
            value={flow.completion_rate}
            label={t.completionOf(flow.name)}
            className="w-12 shrink-0"
          />
          {formatPercent(flow.completion_rate)}
        </span>
      </Td>
      <Td className="hidden text-right text-muted tabular-nums lg:table-cell">
        {formatNumber(flow.usage_count)}
      </Td>
      <Td className="text-muted">
        <RelativeTime at={flow.updated_at} className="whitespace-nowrap" />
      </Td>
      <Td>
        {/* Above the line's own link. */}
        <div className="relative flex items-center justify-end gap-1">
          <RunButton flow={flow} />
          <FlowMenu flow={flow} />
        </div>
      </Td>
    </tr>
  );
}

function FlowCard({ flow, ...found }: FlowListItem) {
  return (
    <li className="card relative flex flex-col p-4">
      <div className="flex min-w-0 items-start gap-3">
        <KindTile kind={flow.tree_type} labelled />
        <div className="min-w-0 flex-1">
          <FlowName flow={flow} {...found} wrap />
          <FlowMeta flow={flow} {...found} />
          <FlowLineage flow={flow} />
        </div>
      </div>
      <div className="mt-auto flex items-center gap-2 pt-3">
        <FlowState flow={flow} />
        <span className="min-w-0 flex-1 truncate text-sm text-faint">
          <RelativeTime at={flow.updated_at} />
        </span>
        <span className="relative flex items-center gap-1">
          <RunButton flow={flow} />
          <FlowMenu flow={flow} />
        </span>
      </div>
    </li>
  );
}

/** The link whose area is the whole line or card. */
function FlowName({ flow, snippet, node, wrap }: FlowListItem & { wrap?: boolean }) {
  return (
    <Link
      to="/flows/$flowId"
      params={{ flowId: flow.id }}
      search={node ? { node: node.id } : {}}
      className={`block font-medium after:absolute after:inset-0 ${wrap ? "" : "truncate"}`}
    >
      {snippet && isSnippetOf(flow.name, snippet) ? <Highlight segments={snippet} /> : flow.name}
    </Link>
  );
}

function FlowMeta({ flow, owner, snippet, node }: FlowListItem) {
  if (snippet && snippet.length > 0 && !isSnippetOf(flow.name, snippet)) {
    return (
      <p className="line-clamp-2 text-sm text-muted">
        {node && !isSnippetOf(node.title, snippet) && (
          <span className="font-medium text-fg">{t.inStep(node.title)} </span>
        )}
        <Highlight segments={snippet} />
      </p>
    );
  }
  const words = [
    owner && t.sharedBy(owner),
    strings.common.kinds[flow.tree_type],
    strings.common.nodes(flow.tree_type, flow.node_count),
    flow.category,
  ];
  return (
    <p className="flex min-w-0 items-center gap-2 text-sm text-faint">
      <span className="wrap-anywhere lg:max-w-full lg:shrink-0 lg:truncate">
        {words.filter(Boolean).join(" · ")}
      </span>
      {flow.tags.length > 0 && (
        <span className="flex min-w-0 items-center gap-1 truncate max-lg:hidden">
          <Tag aria-hidden className="size-3 shrink-0" />
          <span className="truncate">{flow.tags.join(", ")}</span>
        </span>
      )}
    </p>
  );
}

/** Of a fork: of what, and whether that has changed since. */
function FlowLineage({ flow }: { flow: TreeSummary }) {
  if (!flow.is_fork) return null;
  return (
    <p className="mt-1 flex min-w-0 flex-wrap gap-1">
      <ForkChip flow={flow} />
      <ParentUpdatedBadge flow={flow} />
    </p>
  );
}

function FlowState({ flow }: { flow: TreeSummary }) {
  if (flow.is_default) return <Badge tone="accent">{t.sample}</Badge>;
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <TreeStatusBadge status={flow.status} />
      {isDue(flow.review_due_at) && <Badge tone="warning">{t.reviewDue}</Badge>}
      {flow.error_count > 0 && (
        <span className="inline-flex items-center gap-1 px-1 text-xs font-medium text-danger-fg">
          <CircleAlert aria-hidden className="size-3.5" />
          <span aria-hidden>{flow.error_count}</span>
          <span className="sr-only">{strings.common.errors(flow.error_count)}</span>
        </span>
      )}
    </span>
  );
}
