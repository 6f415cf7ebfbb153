import { CircleCheck, CircleHelp, TriangleAlert } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { run as words } from "@/app/strings/run";
import { cx } from "@/ui/cx";
import { Filled } from "@/ui/filling";
import { StepBody } from "./step-body";
import type { RunAtStep } from "./use-run";
import { ValuesPanel } from "./values-panel";

const t = words.end;

export interface EndCardProps {
  run: RunAtStep;
  headingRef: Ref<HTMLHeadingElement>;
  showSecrets: boolean;
  onShowSecrets: (shown: boolean) => void;
  /** What is left to be done. */
  children?: ReactNode;
}

/** What is found where nothing more is asked. */
export function EndCard({ run, headingRef, showSecrets, onShowSecrets, children }: EndCardProps) {
  const { node } = run;
  const failed = run.session.path.filter(({ result }) => result === "failed").length;
  const isGood = (node !== undefined || run.session.progress != null) && failed === 0;
  const Icon = isGood ? CircleCheck : failed > 0 ? TriangleAlert : CircleHelp;
  const found =
    node?.type === "solution" ? t.solution : run.session.progress || node ? t.procedure_end : t.nothing;
  return (
    <article className="animate-rise overflow-hidden rounded-xl border border-line bg-surface shadow-md">
      <header
        className={cx(
          "flex gap-4 border-b px-5 py-5 sm:px-6",
          isGood ? "border-success-line bg-success-soft" : "border-warning-line bg-warning-soft",
        )}
      >
        <span
          className={cx(
            "inline-flex size-11 shrink-0 items-center justify-center rounded-full bg-surface shadow-sm",
            isGood ? "text-success" : "text-warning",
          )}
        >
          <Icon aria-hidden className="size-6" />
        </span>
        <div className="min-w-0">
          <p id="end-meta" className={cx("font-medium", isGood ? "text-success-fg" : "text-warning-fg")}>
            {found}
            {failed > 0 && ` · ${t.failed(failed)}`}
          </p>
          <h1
            ref={headingRef}
            tabIndex={-1}
            data-page-heading
            aria-describedby="end-meta"
            className="mt-0.5 text-2xl font-semibold tracking-tight wrap-anywhere"
          >
            {node ? <Filled text={node.title || node.id} /> : t.whatNow}
          </h1>
        </div>
      </header>
      <div className="space-y-6 px-5 py-5 sm:px-6">
        <ValuesPanel run={run} showSecrets={showSecrets} onShowSecrets={onShowSecrets} />
        {node ? <StepBody run={run} node={node} /> : <p className="text-muted">{t.nothingText}</p>}
        {children}
      </div>
    </article>
  );
}
