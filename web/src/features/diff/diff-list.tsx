import { FileCheck2, TriangleAlert } from "lucide-react";
import { useMemo, useState, type ReactNode } from "react";
import type { FlowDocument } from "@/api/types";
import { changes as t } from "@/app/strings/changes";
import { strings } from "@/app/strings";
import { titleOf } from "@/features/merge/tell";
import { documentsOf, entriesOf, isEmptyDiff, type Comparison, type DiffEntry } from "@/flow-model/diff";
import { isOrdered } from "@/flow-model/kinds";
import { Badge } from "@/ui/badge";
import { EmptyState } from "@/ui/empty-state";
import { LoadMore } from "@/ui/load-more";
import { NodeIcon } from "@/ui/node-icon";
import { Fields } from "./fields";
import { MarkBadge } from "./marks";

/** So many nodes are shown at first, and added whenever the end is scrolled near. */
const CHUNK = 60;

/** Stands for the flow as a whole where nodes are named. */
export const WHOLE = "";

export interface DiffListProps {
  comparison: Comparison;
  /** At the head of a node's changes, before its name: a box to tick. [[WHOLE]] for the flow as a whole. */
  renderBefore?: (id: string, title: string) => ReactNode;
  /** At the end of that line. */
  renderAfter?: (id: string) => ReactNode;
  /** The nodes that the other side changed too. */
  clashing?: ReadonlySet<string>;
}

/** What has changed, node by node and field by field. */
export function DiffList({ comparison, ...more }: DiffListProps) {
  const entries = useMemo(() => entriesOf(comparison), [comparison]);
  const documents = useMemo(() => documentsOf(comparison), [comparison]);
  const [shown, setShown] = useState(CHUNK);
  const { diff, after } = comparison;
  if (isEmptyDiff(diff)) {
    return (
      <EmptyState icon={FileCheck2} title={t.none} className="card">
        {t.noneText}
      </EmptyState>
    );
  }
  return (
    <>
      <ol aria-label={t.list} className="card divide-y divide-line">
        {diff.document.length > 0 && (
          <li className="px-4 py-3.5">
            <Head id={WHOLE} title={t.wholeFlow} {...more} />
            <div className="mt-2">
              <Fields fields={diff.document} node={null} documents={documents} />
            </div>
          </li>
        )}
        {entries.slice(0, shown).map((entry) => (
          <Entry
            key={entry.node.id}
            entry={entry}
            documents={documents}
            isOrdered={isOrdered(after.kind)}
            isIdea={after.kind === "impact"}
            {...more}
          />
        ))}
      </ol>
      <LoadMore
        hasMore={shown < entries.length}
        loading={false}
        onMore={() => setShown((before) => before + CHUNK)}
      />
    </>
  );
}

type More = Omit<DiffListProps, "comparison">;

interface EntryProps extends More {
  entry: DiffEntry;
  documents: readonly FlowDocument[];
  isOrdered: boolean;
  isIdea: boolean;
}

function Entry({ entry, documents, isIdea, isOrdered, ...more }: EntryProps) {
  const { node, marks } = entry;
  return (
    <li className="px-4 py-3.5">
      <Head
        id={node.id}
        title={node.title || strings.flow.untitled}
        icon={<NodeIcon type={node.type} isIdea={isIdea} className="mt-px" />}
        badges={marks.map((mark) => (
          <MarkBadge key={mark} mark={mark} />
        ))}
        {...more}
      />
      <EntryBody entry={entry} documents={documents} isOrdered={isOrdered} className="mt-2 sm:pl-8" />
    </li>
  );
}

/** What has changed in one node, without its name. */
export function EntryBody({
  entry: { node, move, fields },
  documents,
  isOrdered,
  className,
}: {
  entry: DiffEntry;
  documents: readonly FlowDocument[];
  isOrdered: boolean;
  className?: string;
}) {
  if (!move && fields.length === 0) return null;
  const title = (id: string | null | undefined) => (id == null ? null : titleOf(id, documents));
  return (
    <div className={className}>
      {move && (
        <p className="mb-2 text-muted wrap-anywhere last:mb-0">
          {t.movedFrom(title(move.from), title(move.to), isOrdered)}
        </p>
      )}
      <Fields fields={fields} node={node.id} documents={documents} />
    </div>
  );
}

function Head({
  id,
  title,
  icon,
  badges,
  renderBefore,
  renderAfter,
  clashing,
}: More & { id: string; title: string; icon?: ReactNode; badges?: ReactNode }) {
  return (
    <div className="flex items-start gap-2.5">
      {renderBefore?.(id, title)}
      {icon}
      <h3 className="min-w-0 flex-1 font-medium wrap-anywhere">
        {title}
        <span className="ml-2 inline-flex flex-wrap gap-1 align-text-bottom">
          {badges}
          {clashing?.has(id) && (
            <Badge tone="warning" icon={TriangleAlert}>
              {t.bothSides}
            </Badge>
          )}
        </span>
      </h3>
      {renderAfter?.(id)}
    </div>
  );
}
