import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { forks } from "@/app/strings/forks";
import { bareSections } from "@/flow-model/sections";
import { cx } from "@/ui/cx";
import { formatDay, formatNumber, formatPercent, isDue } from "@/ui/format";
import { ProgressBar } from "@/ui/progress";
import { RelativeTime } from "@/ui/time";

const t = strings.flow.about;

/** What is known about a flow besides its content. On narrow screens it is folded away. */
export function About({ flow, className }: { flow: Tree; className?: string }) {
  return (
    <aside aria-label={t.title} className={className}>
      <div className="card hidden p-4 lg:block">
        <Facts flow={flow} />
      </div>
      <details className="group card lg:hidden">
        <summary className="flex h-11 list-none items-center gap-2 px-4 font-medium [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 text-faint transition-transform group-open:rotate-90" />
          {t.title}
          <span className="ml-auto flex items-center gap-2 text-sm font-normal text-muted tabular-nums">
            {t.completion} {formatPercent(flow.completion_rate)}
          </span>
        </summary>
        <div className="border-t border-line p-4">
          <Facts flow={flow} />
        </div>
      </details>
    </aside>
  );
}

function Facts({ flow }: { flow: Tree }) {
  return (
    <div className="space-y-4">
      <Completion flow={flow} />
      <dl className="space-y-2.5 border-t border-line pt-4">
        {flow.category && (
          <Fact title={t.category}>
            <FilterLink search={{ category: flow.category }}>{flow.category}</FilterLink>
          </Fact>
        )}
        {flow.tags.length > 0 && (
          <Fact title={t.tags}>
            <span className="flex flex-wrap justify-end gap-1">
              {flow.tags.map((tag) => (
                <Link
                  key={tag}
                  to="/flows"
                  search={{ tag }}
                  className="rounded-full border border-line-strong bg-subtle px-2 text-xs leading-4.5 text-muted hover:text-fg touch:py-1.5"
                >
                  {tag}
                </Link>
              ))}
            </span>
          </Fact>
        )}
        {flow.is_fork && (
          <>
            <Fact title={forks.parent}>
              {!flow.parent ? (
                forks.gone
              ) : flow.parent.is_available ? (
                <Link
                  to="/flows/$flowId"
                  params={{ flowId: flow.parent.id }}
                  className="text-accent-fg hover:underline"
                >
                  {flow.parent.name}
                </Link>
              ) : (
                `${flow.parent.name} (${forks.unavailable})`
              )}
            </Fact>
            <Fact title={forks.reason}>{flow.fork_reason}</Fact>
          </>
        )}
        {flow.is_default ? (
          <Fact title={t.author}>{strings.common.product}</Fact>
        ) : (
          // Who wrote another team's flow is not told.
          flow.author.name !== "" && (
            <Fact title={t.author}>
              <FilterLink search={{ author: flow.author.id }}>{flow.author.name}</FilterLink>
            </Fact>
          )
        )}
        <Fact title={t.published}>
          {flow.published_version == null ? t.notPublished : strings.flow.version(flow.published_version)}
        </Fact>
        {!flow.is_default && <Fact title={t.visibility}>{strings.common.visibility[flow.visibility]}</Fact>}
        <Fact title={t.runs}>{formatNumber(flow.usage_count)}</Fact>
        {flow.review_due_at && (
          <Fact title={t.reviewDue}>
            <span className={isDue(flow.review_due_at) ? "font-medium text-warning-fg" : undefined}>
              {formatDay(flow.review_due_at)}
            </span>
          </Fact>
        )}
        <Fact title={t.created}>
          <RelativeTime at={flow.created_at} />
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="shrink-0 text-sm text-muted">{title}</dt>
      <dd className="min-w-0 text-right text-sm wrap-anywhere">{children}</dd>
    </div>
  );
}

interface FilterLinkProps {
  search: { category: string } | { author: string };
  children: ReactNode;
}

function FilterLink({ search, children }: FilterLinkProps) {
  return (
    <Link to="/flows" search={search} className="text-accent-fg hover:underline">
      {children}
    </Link>
  );
}

/** So many sections are listed; more would push away what follows. */
const MOST_SECTIONS = 8;

function Completion({ flow }: { flow: Tree }) {
  const { sections } = flow.completion;
  const listed = flow.tree_type === "impact" ? [] : sections;
  const bare = bareSections(flow.tree_structure);
  return (
    <div>
      <div className="flex items-baseline justify-between">
        <h2 className="text-sm text-muted">{t.completion}</h2>
        <span className="text-xl font-semibold tabular-nums">{formatPercent(flow.completion_rate)}</span>
      </div>
      <ProgressBar value={flow.completion_rate} label={t.completionOf(flow.name)} className="mt-1 h-2" />
      {listed.length > 0 && (
        <ul aria-label={t.sections} className="mt-3 space-y-1.5">
          {listed.slice(0, MOST_SECTIONS).map(({ id, title, completion_rate }) => (
            <li key={id} className="flex items-center gap-3 text-sm">
              <span className="min-w-0 flex-1 truncate text-muted">{title}</span>
              {bare.has(id) ? (
                <span className="text-xs text-muted">{strings.common.noSteps}</span>
              ) : (
                <>
                  <ProgressBar value={completion_rate} label={t.completionOf(title)} className="h-1 w-12" />
                  <span
                    className={cx(
                      "w-9 text-right text-xs tabular-nums",
                      completion_rate < 1 ? "text-muted" : "text-faint",
                    )}
                  >
                    {formatPercent(completion_rate)}
                  </span>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
