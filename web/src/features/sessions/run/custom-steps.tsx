import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { CustomStep } from "@/api/types";
import { run as words } from "@/app/strings/run";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { CodeBlock } from "@/ui/code-block";
import { commandsOf, customText } from "../custom-step";
import type { RunAtStep } from "./use-run";

const t = words;

/** The steps that were added where the run stands, or after the last one when it stands nowhere. */
export function CustomSteps({ run }: { run: RunAtStep }) {
  const here = run.session.current_node_id ?? run.session.path.at(-1)?.node_id;
  const steps = run.session.custom_steps.filter((step) => step.inserted_after_node_id === here);
  if (steps.length === 0) return null;
  return (
    <section aria-label={t.addedSteps} className="space-y-2.5">
      {steps.map((step) => (
        <CustomStepCard key={step.id} step={step}>
          {!step.done && run.mayRecord && (
            <Button
              size="sm"
              icon={Check}
              onClick={() => run.add({ type: "custom_step_done", custom_step_id: step.id })}
            >
              {t.markDone}
            </Button>
          )}
        </CustomStepCard>
      ))}
    </section>
  );
}

export function CustomStepCard({ step, children }: { step: CustomStep; children?: ReactNode }) {
  return (
    <article className="rounded-lg border border-violet-line bg-violet-soft/60 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone="violet">{t.added}</Badge>
        <span className="text-sm text-muted">{t.insertDialog.types[step.type]}</span>
        {step.done ? (
          <Badge tone="success" icon={Check}>
            {t.isDone}
          </Badge>
        ) : (
          <span className="text-sm text-muted">· {t.isOpen}</span>
        )}
      </div>
      {step.title && <p className="mt-1.5 font-semibold">{step.title}</p>}
      <p className="mt-1.5 whitespace-pre-wrap wrap-anywhere">{customText(step)}</p>
      {commandsOf(step).map((command, place) => (
        <div key={place} className="mt-2">
          <CodeBlock code={command.command} label={command.label} language={command.command_type} />
        </div>
      ))}
      {step.notes && (
        <p className="mt-1.5 border-l-2 border-violet-line pl-3 text-muted whitespace-pre-wrap wrap-anywhere">
          {step.notes}
        </p>
      )}
      {children && <div className="mt-2.5 empty:hidden">{children}</div>}
    </article>
  );
}
