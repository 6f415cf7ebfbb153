import { Clock3, ShieldAlert } from "lucide-react";
import type { Ref } from "react";
import { run as words } from "@/app/strings/run";
import { isOrdered } from "@/flow-model/kinds";
import { headingsOver } from "@/flow-model/run/section";
import { isStep } from "@/flow-model/run/walk";
import { Badge, type Tone } from "@/ui/badge";
import { Filled } from "@/ui/filling";
import { NodeDot } from "@/ui/node-dot";
import type { RunAtStep } from "./use-run";

const t = words;
const RISKS = { medium: "warning", high: "danger" } satisfies Record<string, Tone>;

/** What kind of step it is, and its title: the heading of the page, which takes the focus when the step changes. */
export function StepHead({ run, headingRef }: { run: RunAtStep; headingRef: Ref<HTMLHeadingElement> }) {
  const { node } = run;
  if (!node) return null;
  const section = sectionOf(run);
  return (
    <header>
      <div id="step-meta" className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
        {!isOrdered(run.document.kind) && (
          <span className="inline-flex items-center gap-1.5 font-medium">
            <NodeDot type={node.type} silent />
            {t.nodeWords[node.type]}
          </span>
        )}
        <span className="tabular-nums">{positionOf(run)}</span>
        {section && (
          <span className="min-w-0 truncate">
            <Filled text={section} />
          </span>
        )}
        <span className="inline-flex gap-1.5">
          {node.risk && node.risk !== "low" && (
            <Badge tone={RISKS[node.risk]} icon={ShieldAlert}>
              {t.risk[node.risk]}
            </Badge>
          )}
          {node.est_minutes != null && node.est_minutes > 0 && (
            <Badge icon={Clock3}>
              <span className="sr-only">{t.estTitle}: </span>
              {t.est(Math.max(1, Math.round(node.est_minutes)))}
            </Badge>
          )}
        </span>
      </div>
      <h1
        ref={headingRef}
        tabIndex={-1}
        data-page-heading
        aria-describedby="step-meta"
        className="mt-2 text-2xl font-semibold tracking-tight wrap-anywhere sm:text-3xl"
      >
        <Filled text={node.title || node.id} />
      </h1>
    </header>
  );
}

/** The heading over the step, in a checklist. */
function sectionOf({ document, node }: RunAtStep): string | undefined {
  return node && headingsOver(document, node)?.headings.at(-1)?.title;
}

function positionOf({ document, node, session }: RunAtStep): string {
  if (!isOrdered(document.kind)) return t.step(session.path.length);
  const steps = document.nodes.filter(({ type }) => isStep(type));
  const place = steps.findIndex((step) => step === node);
  return place < 0 ? "" : t.stepOf(place + 1, steps.length);
}
