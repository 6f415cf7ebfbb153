import { Check, Circle, CircleDot, Flag, SkipForward, X, type LucideIcon } from "lucide-react";
import { memo, useMemo } from "react";
import type { FlowNode, PathEntry, StepResult } from "@/api/types";
import { run as words } from "@/app/strings/run";
import { isEnd, isSettled, isStep } from "@/flow-model/run/walk";
import { cx } from "@/ui/cx";
import { Filled } from "@/ui/filling";
import type { Run } from "./use-run";

const t = words.path;

type Standing = StepResult | "here" | "passed" | "open";

const LOOKS: Record<Standing, { icon: LucideIcon; tint: string }> = {
  done: { icon: Check, tint: "bg-success-soft text-success" },
  skipped: { icon: SkipForward, tint: "bg-subtle text-faint" },
  failed: { icon: X, tint: "bg-danger-soft text-danger" },
  here: { icon: CircleDot, tint: "text-accent" },
  passed: { icon: Circle, tint: "text-warning" },
  open: { icon: Circle, tint: "text-line-strong" },
};
const WORDS: Record<Standing, string> = {
  ...words.results,
  here: t.here,
  passed: t.passed,
  open: t.pending,
};

export interface ChecklistPanelProps {
  run: Run;
  onGoBack: (place: number) => void;
  onJump: (nodeId: string) => void;
}

/** All steps under their headings, with how each stands. A press goes back to what is done, and on to what is not. */
export function ChecklistPanel({ run, onGoBack, onJump }: ChecklistPanelProps) {
  const { document, session, mayRecord } = run;
  const sections = useMemo(() => sectionsOf(document.nodes), [document]);
  const places = new Map(session.path.map((entry, place) => [entry.node_id, place]));
  const standing = (node: FlowNode): Standing => {
    if (node.id === session.current_node_id) return "here";
    const place = places.get(node.id);
    return place === undefined ? "open" : standingOf(session.path[place]);
  };
  return (
    <div className="space-y-4">
      {sections.map(({ heading, nodes }, at) => {
        const steps = nodes.filter(({ type }) => isStep(type));
        const settled = steps.filter((node) => SETTLED.has(standing(node))).length;
        return (
          <section key={heading?.id ?? at} aria-label={heading?.title || t.steps}>
            {heading && (
              <h3 className="flex items-baseline justify-between gap-3 px-2 pb-1 text-sm font-semibold">
                <span className="min-w-0 wrap-anywhere">
                  <Filled text={heading.title} />
                </span>
                {steps.length > 0 && (
                  <span className="font-normal text-faint tabular-nums">
                    {t.section(settled, steps.length)}
                  </span>
                )}
              </h3>
            )}
            <ol>
              {nodes.map((node) => {
                const stands = standing(node);
                const place = places.get(node.id);
                return (
                  <ChecklistItem
                    key={node.id}
                    node={node}
                    stands={stands}
                    note={place === undefined ? undefined : (session.path[place]?.note ?? undefined)}
                    place={SETTLED.has(stands) ? place : undefined}
                    mayGo={mayRecord && stands !== "here"}
                    onGoBack={onGoBack}
                    onJump={onJump}
                  />
                );
              })}
            </ol>
          </section>
        );
      })}
    </div>
  );
}

const SETTLED: ReadonlySet<Standing> = new Set(["done", "skipped", "failed"]);

function standingOf(entry: PathEntry | undefined): Standing {
  if (!entry) return "open";
  return entry.result ?? (isSettled(entry) ? "done" : "passed");
}

interface ChecklistItemProps {
  node: FlowNode;
  stands: Standing;
  note: string | undefined;
  /** In the path, if it can be gone back to. */
  place: number | undefined;
  mayGo: boolean;
  onGoBack: (place: number) => void;
  onJump: (nodeId: string) => void;
}

const ChecklistItem = memo(function ChecklistItem({
  node,
  stands,
  note,
  place,
  mayGo,
  onGoBack,
  onJump,
}: ChecklistItemProps) {
  const { icon, tint } = LOOKS[stands];
  const Icon = isEnd(node.type) && stands === "open" ? Flag : icon;
  const body = (
    <>
      <span className={cx("inline-flex size-5 shrink-0 items-center justify-center rounded-full", tint)}>
        <Icon aria-hidden className={SETTLED.has(stands) ? "size-3.5" : "size-4"} />
        <span className="sr-only">{WORDS[stands]}: </span>
      </span>
      <span className="min-w-0 flex-1">
        <span
          className={cx(
            "block text-pretty wrap-anywhere",
            stands === "here" && "font-semibold",
            (stands === "done" || stands === "skipped") && "text-muted",
          )}
        >
          <Filled text={node.title || node.id} />
        </span>
        {note && (
          <span className="mt-0.5 block border-l-2 border-line-strong pl-2 text-sm text-muted wrap-anywhere line-clamp-3">
            {note}
          </span>
        )}
      </span>
    </>
  );
  const look = "flex w-full gap-2.5 rounded-md px-2 py-1.5 text-left touch:min-h-11 touch:py-2.5";
  return (
    <li
      aria-current={stands === "here" ? "step" : undefined}
      className="[contain-intrinsic-size:auto_2.25rem] [content-visibility:auto]"
    >
      {mayGo ? (
        <button
          type="button"
          title={place === undefined ? t.jumpTo(node.title) : t.goTo(place + 1, node.title)}
          onClick={() => (place === undefined ? onJump(node.id) : onGoBack(place))}
          className={cx(look, "transition-colors hover:bg-hover")}
        >
          {body}
        </button>
      ) : (
        <div className={cx(look, stands === "here" && "bg-accent-soft/70")}>{body}</div>
      )}
    </li>
  );
});

interface Section {
  heading: FlowNode | undefined;
  nodes: FlowNode[];
}

function sectionsOf(nodes: readonly FlowNode[]): Section[] {
  const sections: Section[] = [{ heading: undefined, nodes: [] }];
  for (const node of nodes) {
    if (node.type === "section_header") sections.push({ heading: node, nodes: [] });
    else sections.at(-1)?.nodes.push(node);
  }
  return sections.filter(({ heading, nodes }) => heading || nodes.length > 0);
}
