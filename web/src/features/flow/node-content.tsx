import { Link } from "@tanstack/react-router";
import { Clock, Eye, ExternalLink, LifeBuoy, ListChecks, TriangleAlert, Workflow } from "lucide-react";
import { lazy, Suspense, type ReactNode } from "react";
import type { FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import { Badge } from "@/ui/badge";
import { CodeBlock } from "@/ui/code-block";
import type { Relation } from "@/flow-model/related";
import { cx } from "@/ui/cx";
import { LazyMarkdown } from "@/ui/lazy-markdown";
import { safeHref } from "@/ui/safe-href";
import { hasContent } from "./has-content";

const t = strings.flow.node;

// Few steps refer to others.
const RelatedSteps = lazy(async () => ({ default: (await import("./related-steps")).RelatedSteps }));
const NONE: readonly Relation[] = [];

export interface NodeContentProps {
  node: FlowNode;
  /** What it refers to in its flow. */
  relations?: readonly Relation[];
  /** Shows a step that is referred to. */
  onShow?: (id: string) => void;
  className?: string;
}

/** What a node says, to be read: everything but its title and its answers. */
export function NodeContent({ node, relations = NONE, onShow, className }: NodeContentProps) {
  const parts = [
    node.description && <LazyMarkdown key="description" text={node.description} />,
    node.help_text && <Help key="help" text={node.help_text} />,
    node.checklist?.length ? <Checklist key="checklist" items={node.checklist} /> : null,
    node.commands?.length ? <Commands key="commands" node={node} /> : null,
    node.expected_outcome && <Expected key="expected" text={node.expected_outcome} />,
    <TemplateData key="template" node={node} />,
    node.links?.length ? <Links key="links" links={node.links} /> : null,
    node.tree_id && <CalledFlow key="flow" id={node.tree_id} />,
    relations.length > 0 && (
      <Suspense key="related" fallback={null}>
        <RelatedSteps relations={relations} onShow={onShow} />
      </Suspense>
    ),
    <Facts key="facts" node={node} />,
  ];
  return (
    <div className={cx("min-w-0 space-y-3 text-base", className)}>
      {hasContent(node) || relations.length > 0 ? parts : <p className="text-faint">{t.empty}</p>}
    </div>
  );
}

function Help({ text }: { text: string }) {
  return (
    <Aside icon={LifeBuoy} title={t.help} className="border-info-line bg-info-soft/60" tone="text-info-fg">
      <LazyMarkdown text={text} />
    </Aside>
  );
}

function Expected({ text }: { text: string }) {
  return (
    <Aside
      icon={Eye}
      title={t.expected}
      className="border-success-line bg-success-soft/60"
      tone="text-success-fg"
    >
      <LazyMarkdown text={text} />
    </Aside>
  );
}

interface AsideProps {
  icon: typeof Eye;
  title: string;
  tone: string;
  className: string;
  children: ReactNode;
}

function Aside({ icon: Icon, title, tone, className, children }: AsideProps) {
  return (
    <div className={cx("rounded-lg border px-3.5 py-2.5", className)}>
      <p className={cx("mb-0.5 flex items-center gap-1.5 text-sm font-medium", tone)}>
        <Icon aria-hidden className="size-3.5" />
        {title}
      </p>
      {children}
    </div>
  );
}

function Checklist({ items }: { items: readonly string[] }) {
  return (
    <div>
      <p className="mb-1 flex items-center gap-1.5 text-sm font-medium text-muted">
        <ListChecks aria-hidden className="size-3.5" />
        {t.checklist}
      </p>
      <ul className="space-y-1">
        {items.map((item, place) => (
          <li key={place} className="flex gap-2.5 wrap-anywhere">
            <span aria-hidden className="mt-1 size-3.5 shrink-0 rounded-sm border border-control/70" />
            <span className="min-w-0">{item}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Commands({ node }: { node: FlowNode }) {
  return (
    <div className="space-y-2">
      {node.commands?.map(({ command, label, command_type }, place) => (
        <CodeBlock key={place} code={command} label={label} language={command_type} />
      ))}
    </div>
  );
}

/** The fields that the template of an impact node's type has. */
function TemplateData({ node }: { node: FlowNode }) {
  const fields = Object.entries(node.template_data ?? {}).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  if (fields.length === 0) return null;
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
      {fields.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-sm font-medium text-muted">{humanized(name)}</dt>
          <dd className="max-sm:-mt-1.5 wrap-anywhere">{String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `core_why` → "Core why". */
export function humanized(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Links({ links }: { links: readonly unknown[] }) {
  const known = links.flatMap((link) => {
    const { url, label } = (link ?? {}) as { url?: unknown; label?: unknown };
    const href = typeof url === "string" ? safeHref(url) : null;
    return href === null ? [] : [{ href, label: typeof label === "string" && label !== "" ? label : href }];
  });
  if (known.length === 0) return null;
  return (
    <div>
      <p className="mb-0.5 text-sm font-medium text-muted">{t.links}</p>
      <ul>
        {known.map(({ href, label }, place) => (
          <li key={place}>
            <a
              href={href}
              target="_blank"
              rel="noopener noreferrer"
              className="inline-flex max-w-full items-center gap-1.5 font-medium text-accent-fg underline decoration-accent-line underline-offset-3 hover:decoration-current"
            >
              <span className="truncate">{label}</span>
              <ExternalLink aria-hidden className="size-3.5 shrink-0" />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function CalledFlow({ id }: { id: string }) {
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Workflow aria-hidden className="size-4 text-violet-fg" />
      {t.calls}
      <Link
        to="/flows/$flowId"
        params={{ flowId: id }}
        className="font-medium text-accent-fg underline decoration-accent-line underline-offset-3 hover:decoration-current"
      >
        {t.openFlow}
      </Link>
    </p>
  );
}

function Facts({ node: { est_minutes, risk } }: { node: FlowNode }) {
  if (!est_minutes && (!risk || risk === "low")) return null;
  return (
    <p className="flex flex-wrap gap-2">
      {est_minutes ? <Badge icon={Clock}>{t.minutes(est_minutes)}</Badge> : null}
      {risk && risk !== "low" && (
        <Badge icon={TriangleAlert} tone={risk === "high" ? "danger" : "warning"}>
          {t.risk[risk]}
        </Badge>
      )}
    </p>
  );
}
