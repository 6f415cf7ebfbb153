import { ArrowUpRight, ChevronDown, CircleCheck, ExternalLink, GitFork, Lightbulb } from "lucide-react";
import { Link } from "@tanstack/react-router";
import { Suspense, useMemo, useState } from "react";
import type { FlowNode } from "@/api/types";
import { run as words } from "@/app/strings/run";
import { relationsOf } from "@/flow-model/related";
import { CodeBlock } from "@/ui/code-block";
import { cx } from "@/ui/cx";
import { Filled } from "@/ui/filling";
import { LazyMarkdown } from "@/ui/lazy-markdown";
import { safeHref } from "@/ui/safe-href";
import { LookDialog, RelatedSteps } from "./lazy-parts";
import type { RunAtStep } from "./use-run";

const t = words;

/** What a step says: what to do, with which commands, what to tick off, what one should see. */
export function StepBody({ run, node }: { run: RunAtStep; node: FlowNode }) {
  const links = linksOf(node);
  const relations = useMemo(() => relationsOf(run.document).get(node.id) ?? [], [run.document, node.id]);
  const [lookingAt, setLookingAt] = useState<string | null>(null);
  return (
    <div className="space-y-5 text-lg empty:hidden">
      {node.description && <LazyMarkdown text={node.description} />}
      {node.type === "flow" && node.tree_id && <Subflow treeId={node.tree_id} />}
      {(node.commands ?? []).length > 0 && (
        <section aria-label={t.commands} className="space-y-2.5 text-base">
          {node.commands?.map((command, place) => (
            <CodeBlock
              key={place}
              code={command.command}
              label={command.label}
              language={command.command_type}
            />
          ))}
        </section>
      )}
      {(node.checklist ?? []).length > 0 && <Checklist run={run} items={node.checklist ?? []} />}
      {node.expected_outcome && (
        <section className="flex gap-3 rounded-lg border border-success-line bg-success-soft px-4 py-3 text-base">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
          <div className="min-w-0">
            <h2 className="font-semibold text-success-fg">{t.expected}</h2>
            <LazyMarkdown text={node.expected_outcome} className="mt-0.5" />
          </div>
        </section>
      )}
      {node.help_text && (
        <details className="group rounded-lg border border-line bg-subtle/60 text-base">
          <summary className="flex min-h-10 items-center gap-3 rounded-lg px-4 py-2 font-medium text-muted hover:text-fg touch:min-h-11">
            <Lightbulb aria-hidden className="size-4 text-warning" />
            <span className="flex-1">{t.hint}</span>
            <ChevronDown
              aria-hidden
              className="size-4 text-faint transition-transform group-open:rotate-180"
            />
          </summary>
          <LazyMarkdown text={node.help_text} className="px-4 pb-3 pl-11" />
        </details>
      )}
      {relations.length > 0 && (
        <div className="text-base">
          <Suspense fallback={null}>
            <RelatedSteps relations={relations} onShow={setLookingAt} />
          </Suspense>
        </div>
      )}
      {lookingAt !== null && (
        <Suspense fallback={null}>
          <LookDialog
            document={run.document}
            id={lookingAt}
            onShow={setLookingAt}
            onClose={() => setLookingAt(null)}
          />
        </Suspense>
      )}
      {links.length > 0 && (
        <nav aria-label={t.links}>
          <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-base">
            {links.map(({ url, label }, place) => (
              <li key={place}>
                <a
                  href={url}
                  target="_blank"
                  rel="noopener noreferrer"
                  className="inline-flex items-center gap-1.5 font-medium text-accent-fg underline decoration-accent-line underline-offset-3 hover:decoration-current touch:min-h-11"
                >
                  {label}
                  <ExternalLink aria-hidden className="size-3.5" />
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}

function Checklist({ run, items }: { run: RunAtStep; items: readonly string[] }) {
  const ticked = items.filter((_, place) => run.ticks.includes(place)).length;
  return (
    <fieldset className="rounded-lg border border-line-strong bg-surface text-base">
      <legend className="sr-only">{t.checklist}</legend>
      <p aria-hidden className="flex justify-between border-b border-line px-4 py-2 text-sm text-muted">
        <span className="font-medium">{t.checklist}</span>
        <span className="tabular-nums">{t.ticked(ticked, items.length)}</span>
      </p>
      {items.map((item, place) => {
        const isTicked = run.ticks.includes(place);
        return (
          <label
            key={place}
            className="flex cursor-pointer items-start gap-3 px-4 py-2 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-ring touch:py-3"
          >
            <input
              type="checkbox"
              checked={isTicked}
              onChange={() =>
                run.setTicks(isTicked ? run.ticks.filter((other) => other !== place) : [...run.ticks, place])
              }
              className="mt-0.5 size-4.5 shrink-0 accent-accent outline-none"
            />
            <span className={cx("min-w-0 wrap-anywhere", isTicked && "text-faint line-through")}>
              <Filled text={item} />
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function Subflow({ treeId }: { treeId: string }) {
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg border border-violet-line bg-violet-soft px-4 py-3 text-base">
      <GitFork aria-hidden className="size-4 shrink-0 text-violet-fg" />
      <p className="min-w-0 flex-1">{t.subflow}</p>
      <Link
        to="/flows/$flowId"
        params={{ flowId: treeId }}
        target="_blank"
        className="inline-flex items-center gap-1 font-medium text-violet-fg hover:underline touch:min-h-11"
      >
        {t.openSubflow}
        <ArrowUpRight aria-hidden className="size-4" />
      </Link>
    </div>
  );
}

/** Further reading that may be followed. */
function linksOf(node: FlowNode): { url: string; label: string }[] {
  return (node.links ?? []).flatMap((link) => {
    const { url, label } = (typeof link === "object" && link !== null ? link : {}) as Record<string, unknown>;
    const safe = typeof url === "string" ? safeHref(url) : null;
    return safe === null ? [] : { url: safe, label: typeof label === "string" && label ? label : safe };
  });
}
