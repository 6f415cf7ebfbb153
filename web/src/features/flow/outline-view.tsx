import { ChevronsDownUp, ChevronsUpDown, ListTree, Unlink } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Finding, FlowDocument } from "@/api/types";
import { strings } from "@/app/strings";
import { countByNode } from "@/flow-model/finding-counts";
import { outlineOf } from "@/flow-model/outline";
import { relationsOf } from "@/flow-model/related";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { LoadMore } from "@/ui/load-more";
import { hasContent } from "./has-content";
import { OutlineRow } from "./outline-row";

const t = strings.flow.outline;
/** So many lines are shown at first, and added whenever the end is scrolled near. */
const CHUNK = 200;
/** A flow of few steps is read at once. */
const OPEN_WHEN_AT_MOST = 8;

export interface OutlineViewProps {
  document: FlowDocument;
  findings: readonly Finding[];
  /** The node to open and scroll to. */
  node?: string;
}

/** A flow as a tree to be read: questions with their answers, steps with their commands. */
export function OutlineView({ document, findings, node }: OutlineViewProps) {
  const lines = useMemo(() => outlineOf(document), [document]);
  const counts = useMemo(() => countByNode(findings), [findings]);
  const relations = useMemo(() => relationsOf(document), [document]);
  const readable = useMemo(
    () => document.nodes.filter((each) => hasContent(each) || relations.has(each.id)).map(({ id }) => id),
    [document, relations],
  );
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(document.nodes.length <= OPEN_WHEN_AT_MOST ? readable : []),
  );
  const [shown, setShown] = useState(CHUNK);
  const list = useRef<HTMLOListElement>(null);
  const [target, setTarget] = useState<string | undefined>(node);

  const toggle = useCallback((id: string) => {
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);

  const goTo = useCallback(
    (id: string) => {
      const place = lines.findIndex((line) => line.key === id);
      if (place < 0) return;
      setShown((before) => Math.max(before, place + 1));
      setTarget(id);
    },
    [lines],
  );

  const [wanted, setWanted] = useState<string | undefined>(undefined);
  if (node !== wanted) {
    setWanted(node);
    if (node !== undefined) {
      setOpen((before) => new Set(before).add(node));
      goTo(node);
    }
  }

  // The line may be among those that are shown only now.
  useEffect(() => {
    if (target === undefined) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(target)}"]`);
    if (!row) return;
    row.scrollIntoView({ block: "center" });
    row.querySelector<HTMLElement>("[data-line-title]")?.focus({ preventScroll: true });
    const timer = setTimeout(() => setTarget(undefined), 1_600);
    return () => clearTimeout(timer);
  }, [target, shown]);

  if (lines.length === 0) {
    return (
      <EmptyState icon={ListTree} title={t.empty}>
        {t.emptyText}
      </EmptyState>
    );
  }
  const firstApart = lines.findIndex(({ isApart }) => isApart);
  const allOpen = readable.length > 0 && readable.every((id) => open.has(id));
  const minutes = document.nodes.reduce((sum, { est_minutes }) => sum + (est_minutes ?? 0), 0);
  return (
    <div className="card overflow-hidden">
      <div className="flex min-h-11 items-center gap-3 border-b border-line bg-subtle/60 pr-2 pl-4">
        <p className="flex-1 text-sm text-muted">
          {strings.common.size(document)}
          {minutes > 0 && document.kind !== "troubleshooting" && ` · ${t.minutes(minutes)}`}
        </p>
        {readable.length > 0 && (
          <Button
            size="sm"
            variant="ghost"
            icon={allOpen ? ChevronsDownUp : ChevronsUpDown}
            onClick={() => setOpen(new Set(allOpen ? [] : readable))}
          >
            {allOpen ? t.collapseAll : t.expandAll}
          </Button>
        )}
      </div>
      <ol ref={list} aria-label={t.label} className="py-1.5">
        {lines.slice(0, shown).map((line, place) => (
          <OutlineRow
            key={line.key}
            line={line}
            relations={line.node && relations.get(line.node.id)}
            isIdea={document.kind === "impact"}
            isStart={place === 0 && !line.isApart && document.kind === "troubleshooting"}
            isOpen={line.node !== undefined && open.has(line.node.id)}
            isTarget={line.key === target}
            errors={line.node ? (counts.get(line.node.id)?.errors ?? 0) : 0}
            heading={place === firstApart ? <ApartHeading /> : undefined}
            onToggle={toggle}
            onJump={goTo}
          />
        ))}
      </ol>
      <LoadMore
        hasMore={shown < lines.length}
        loading={false}
        onMore={() => setShown((before) => before + CHUNK)}
      />
    </div>
  );
}

function ApartHeading() {
  return (
    <div className="mt-2 mb-1 flex items-center gap-2 border-t border-line px-4 pt-3 text-sm">
      <Unlink aria-hidden className="size-4 text-warning" />
      <span className="font-medium">{t.apart}</span>
      <span className="text-muted">{t.apartText}</span>
    </div>
  );
}
