import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { ArrowLeft, Printer } from "lucide-react";
import { Suspense } from "react";
import type { IntakeVariable, Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { exporting } from "@/app/strings/exporting";
import { flowQuery } from "@/features/flows/queries";
import { startOf } from "@/flow-model/links";
import { Button, ButtonLink } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { formatDateTime } from "@/ui/format";
import { LazyMarkdown } from "@/ui/lazy-markdown";
import { PageTitle } from "@/ui/page";
import { Skeleton } from "@/ui/skeleton";
import { flowAtQuery } from "../queries";
import { humanized } from "../node-content";
import { paperSteps, type PaperStep, type PaperWay } from "./numbering";
import "./print.css";

const t = exporting.print;

/** A flow on paper. */
export default function PrintPage() {
  const { flowId } = useParams({ from: "/sheet/flows/$flowId/print" });
  const { version } = useSearch({ from: "/sheet/flows/$flowId/print" });
  const newest = useQuery({ ...flowQuery(flowId), enabled: version === undefined });
  const older = useQuery({ ...flowAtQuery(flowId, version ?? 0), enabled: version !== undefined });
  const flow = version === undefined ? newest : older;
  const search = version === undefined ? {} : { version };
  return (
    <div className="min-h-dvh bg-subtle print:bg-transparent">
      <PageTitle title={flow.data?.name ?? exporting.names.print} />
      <nav
        aria-label={exporting.names.print}
        className="sticky top-0 z-10 border-b border-line bg-raised print:hidden"
      >
        <div className="mx-auto flex max-w-[210mm] flex-wrap justify-between gap-2 px-4 py-2.5">
          <ButtonLink
            to="/flows/$flowId"
            params={{ flowId }}
            search={search}
            variant="ghost"
            icon={ArrowLeft}
          >
            {t.back}
          </ButtonLink>
          <Button variant="primary" icon={Printer} disabled={!flow.data} onClick={() => window.print()}>
            {t.print}
          </Button>
        </div>
      </nav>
      <main className="sheet mx-auto max-w-[210mm] bg-surface px-5 py-6 shadow-sm sm:my-6 sm:rounded-lg sm:px-12 sm:py-10 print:m-0 print:max-w-none print:rounded-none print:p-0 print:shadow-none">
        {flow.data ? (
          <Suspense fallback={<Waiting />}>
            <Paper flow={flow.data} />
          </Suspense>
        ) : flow.isError ? (
          <ErrorNote error={flow.error} onRetry={() => void flow.refetch()} />
        ) : (
          <Waiting />
        )}
      </main>
    </div>
  );
}

function Waiting() {
  return (
    <div role="status" aria-label={strings.common.loading} className="space-y-4">
      <Skeleton className="h-7 w-1/2" />
      <Skeleton className="h-64 w-full" />
    </div>
  );
}

function Paper({ flow }: { flow: Tree }) {
  const document = flow.tree_structure;
  const steps = paperSteps(document);
  const start = startOf(document)?.id;
  const facts = [
    strings.common.kinds[flow.tree_type],
    flow.category,
    strings.common.size(document),
    t.version(flow.version, formatDateTime(flow.updated_at)),
  ];
  return (
    <>
      <header className="mb-6 border-b-2 border-fg pb-4">
        <h1 tabIndex={-1} data-page-heading className="text-2xl font-semibold tracking-tight wrap-anywhere">
          {flow.name}
        </h1>
        <p className="mt-1 text-sm text-muted">{facts.filter(Boolean).join(" · ")}</p>
        {flow.description && (
          <div className="mt-3">
            <LazyMarkdown text={flow.description} />
          </div>
        )}
      </header>
      {document.intake?.length ? <Variables variables={document.intake} /> : null}
      {steps.length === 0 && <p className="text-muted">{exporting.empty}</p>}
      <ol className="space-y-5">
        {steps.map((step) => (
          <li key={step.node.id} className={step.number === undefined ? "keep-next" : undefined}>
            {step.number === undefined ? (
              <Section step={step} />
            ) : (
              <Step step={step} isStart={step.node.id === start && flow.tree_type === "troubleshooting"} />
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function Variables({ variables }: { variables: readonly IntakeVariable[] }) {
  return (
    <section className="keep mb-6">
      <h2 className="mb-1.5 font-semibold">{t.variables}</h2>
      <table className="w-full border-collapse text-left">
        <thead className="text-sm text-muted">
          <tr>
            <th scope="col" className="border border-line-strong px-2.5 py-1.5 font-medium">
              {t.variable}
            </th>
            <th scope="col" className="w-1/2 border border-line-strong px-2.5 py-1.5 font-medium">
              {t.value}
            </th>
          </tr>
        </thead>
        <tbody>
          {variables.map(({ name, label, required, choices }) => (
            <tr key={name}>
              <th
                scope="row"
                className="border border-line-strong px-2.5 py-2 align-top font-normal wrap-anywhere"
              >
                {label || humanized(name)}
                {required && <span className="text-sm text-muted"> ({t.required})</span>}
                <span className="block font-mono text-sm text-faint">{`{{${name}}}`}</span>
              </th>
              <td className="border border-line-strong px-2.5 py-2 align-top text-muted wrap-anywhere">
                {choices?.length ? choices.map((choice) => `☐ ${choice}`).join("   ") : ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Section({ step: { node, related } }: { step: PaperStep }) {
  return (
    <div className="pt-2">
      <h2 className="border-b border-line-strong pb-1 text-lg font-semibold wrap-anywhere">
        {node.title || strings.flow.untitled}
      </h2>
      {node.description && (
        <div className="mt-2">
          <LazyMarkdown text={node.description} />
        </div>
      )}
      <Related related={related} />
    </div>
  );
}

function Step({ step: { node, number, ways, related }, isStart }: { step: PaperStep; isStart: boolean }) {
  const about = [
    isStart ? t.start : undefined,
    node.type === "procedure_step" ? undefined : strings.common.nodeTypes[node.type],
    node.est_minutes ? t.minutes(node.est_minutes) : undefined,
    node.risk && node.risk !== "low" ? t.risk[node.risk] : undefined,
  ].filter((word) => word !== undefined);
  const isTicked = node.type === "procedure_step" || node.type === "action";
  const fields = Object.entries(node.template_data ?? {}).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  return (
    <section className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2">
      <div className="keep-next contents">
        <p className="text-lg font-semibold text-muted tabular-nums">{number}</p>
        <div className="keep-next flex min-w-0 items-start gap-3">
          <div className="min-w-0 flex-1">
            <h3 className="text-lg font-semibold wrap-anywhere">{node.title || strings.flow.untitled}</h3>
            {about.length > 0 && <p className="text-sm text-muted">{about.join(" · ")}</p>}
          </div>
          {isTicked && <span aria-hidden className="tick mt-1" />}
        </div>
      </div>
      <div className="col-start-2 min-w-0 space-y-2.5 pt-1">
        {node.description && <LazyMarkdown text={node.description} />}
        {node.help_text && <Labelled label={t.help} text={node.help_text} />}
        {fields.length > 0 && (
          <dl>
            {fields.map(([name, value]) => (
              <div key={name} className="flex flex-wrap gap-x-2">
                <dt className="font-medium">{humanized(name)}:</dt>
                <dd className="wrap-anywhere">{String(value)}</dd>
              </div>
            ))}
          </dl>
        )}
        {node.checklist?.length ? (
          <ul aria-label={t.checklist} className="keep space-y-1">
            {node.checklist.map((item, place) => (
              <li key={place} className="flex gap-2.5 wrap-anywhere">
                <span aria-hidden className="tick mt-0.5" />
                <span className="min-w-0">{item}</span>
              </li>
            ))}
          </ul>
        ) : null}
        {node.commands?.map(({ command, label }, place) => (
          <figure key={place} className="keep">
            {label && <figcaption className="text-sm text-muted">{label}</figcaption>}
            <pre
              tabIndex={-1}
              className="rounded-md border border-line-strong px-2.5 py-1.5 font-mono text-sm wrap-anywhere whitespace-pre-wrap"
            >
              {command}
            </pre>
          </figure>
        ))}
        {node.expected_outcome && <Labelled label={t.expected} text={node.expected_outcome} />}
        {node.tree_id && <p>{t.runs}</p>}
        <Related related={related} />
        <Ways ways={ways} isIdea={!isStart && node.type !== "decision"} />
      </div>
    </section>
  );
}

function Labelled({ label, text }: { label: string; text: string }) {
  return (
    <div className="border-l-2 border-line-strong pl-3">
      <p className="text-sm font-medium text-muted">{label}</p>
      <LazyMarkdown text={text} />
    </div>
  );
}

function Related({ related }: Pick<PaperStep, "related">) {
  if (related.length === 0) return null;
  return (
    <ul className="keep text-sm text-muted">
      {related.map(({ id, type, label, number, title }) => (
        <li key={id} className="wrap-anywhere">
          {strings.flow.node.relations[type]}: {number !== undefined && `${t.step(number)}, `}
          {title || strings.flow.untitled}
          {label && ` (${label})`}
        </li>
      ))}
    </ul>
  );
}

function Ways({ ways, isIdea }: { ways: readonly PaperWay[]; isIdea: boolean }) {
  if (ways.length === 0) return null;
  return (
    <ul aria-label={isIdea ? t.leadsTo : t.answers} className="keep space-y-1">
      {ways.map(({ label, isAnswer, to }, place) => (
        <li key={place} className="flex gap-2.5 wrap-anywhere">
          {isAnswer && <span aria-hidden className="tick mt-0.5" />}
          <span className="min-w-0">
            {label && <strong className="font-semibold">{label} </strong>}→{" "}
            {to ? (
              <>
                {t.goTo(to.number)}: <span className="text-muted">{to.title || strings.flow.untitled}</span>
              </>
            ) : (
              t.nowhere
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
