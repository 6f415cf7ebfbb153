import { useEffect, useMemo, useRef, useState } from "react";
import { changes as t } from "@/app/strings/changes";
import { strings } from "@/app/strings";
import { entriesOf, mergedNodes, type Comparison } from "@/flow-model/diff";
import { cx } from "@/ui/cx";
import { LoadMore } from "@/ui/load-more";
import { NodeIcon } from "@/ui/node-icon";
import { Legend, MarkBadge } from "./marks";

const CHUNK = 200;

/** All steps of a checklist in their order, those that are gone where they were: what has changed, in its place. */
export function DiffOutline({ comparison, node }: { comparison: Comparison; node?: string }) {
  const nodes = useMemo(() => mergedNodes(comparison.before, comparison.after), [comparison]);
  const marks = useMemo(
    () => new Map(entriesOf(comparison).map((entry) => [entry.node.id, entry.marks])),
    [comparison],
  );
  const wanted = nodes.findIndex(({ id }) => id === node);
  const [shown, setShown] = useState(Math.max(CHUNK, wanted + 1));
  const target = useRef<HTMLLIElement>(null);
  useEffect(() => {
    target.current?.scrollIntoView({ block: "center" });
    target.current?.focus({ preventScroll: true });
  }, [node]);
  return (
    <>
      <Legend className="mb-3" />
      <ol aria-label={t.outline} className="card py-1.5">
        {nodes.slice(0, shown).map((each) => {
          const of = marks.get(each.id) ?? [];
          const isGone = of[0] === "removed";
          return (
            <li
              key={each.id}
              ref={each.id === node ? target : undefined}
              tabIndex={each.id === node ? -1 : undefined}
              className={cx(
                "flex items-start gap-2.5 px-4 py-1.5",
                each.id === node && "bg-accent-soft",
                each.type === "section_header" ? "mt-1.5 font-semibold" : "pl-7",
              )}
            >
              <NodeIcon type={each.type} className="mt-px" />
              <span
                className={cx(
                  "min-w-0 flex-1 wrap-anywhere",
                  isGone && "text-muted line-through",
                  of.length === 0 && "text-muted",
                )}
              >
                {each.title || strings.flow.untitled}
              </span>
              {of.map((mark) => (
                <MarkBadge key={mark} mark={mark} />
              ))}
            </li>
          );
        })}
      </ol>
      <LoadMore
        hasMore={shown < nodes.length}
        loading={false}
        onMore={() => setShown((before) => before + CHUNK)}
      />
    </>
  );
}
