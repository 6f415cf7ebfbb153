import { Eye, EyeOff, KeyRound, PencilLine } from "lucide-react";
import { useState, type SyntheticEvent } from "react";
import type { IntakeVariable } from "@/api/types";
import { strings } from "@/app/strings";
import { run as words } from "@/app/strings/run";
import { checkedValue, isMissing, isSecret, usedBy } from "@/flow-model/run/needs";
import { Button } from "@/ui/button";
import { IntakeField } from "../intake-field";
import type { RunAtStep } from "./use-run";

const t = words.values;

export interface ValuesPanelProps {
  run: RunAtStep;
  showSecrets: boolean;
  onShowSecrets: (shown: boolean) => void;
}

/** The variables of the step: what is missing is asked for, what is known can be changed. */
export function ValuesPanel({ run, showSecrets, onShowSecrets }: ValuesPanelProps) {
  const [changing, setChanging] = useState(false);
  const used = run.node ? usedBy(run.document, run.node) : [];
  const missing = used.filter((variable) => isMissing(variable, run.values));
  const known = used.filter((variable) => !missing.includes(variable));
  if (used.length === 0) return null;
  return (
    <div className="space-y-3">
      {run.mayRecord && (missing.length > 0 || changing) && (
        <ValuesForm
          key={String(changing)}
          run={run}
          asked={changing ? used : missing}
          onDone={() => setChanging(false)}
          onCancel={changing ? () => setChanging(false) : undefined}
        />
      )}
      {known.length > 0 && !changing && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-l-2 border-accent-line pl-3 text-sm">
          <dl aria-label={t.used} className="contents">
            {known.map((variable) => (
              <Known key={variable.name} variable={variable} run={run} showSecrets={showSecrets} />
            ))}
          </dl>
          <span className="flex items-center">
            {known.some(isSecret) && (
              <Button
                size="sm"
                variant="ghost"
                icon={showSecrets ? EyeOff : Eye}
                aria-pressed={showSecrets}
                onClick={() => onShowSecrets(!showSecrets)}
              >
                {t.reveal}
              </Button>
            )}
            {run.mayRecord && (
              <Button size="sm" variant="ghost" icon={PencilLine} onClick={() => setChanging(true)}>
                {t.change}
              </Button>
            )}
          </span>
        </div>
      )}
    </div>
  );
}

function Known({
  variable,
  run,
  showSecrets,
}: {
  variable: IntakeVariable;
  run: RunAtStep;
  showSecrets: boolean;
}) {
  const value = run.values[variable.name] ?? "";
  const isHidden = isSecret(variable) && !showSecrets;
  return (
    <div className="flex max-w-full min-w-0 flex-wrap gap-x-1.5">
      <dt className="text-muted">{variable.label || variable.name}:</dt>
      <dd className="max-w-full min-w-0 truncate font-medium" title={isHidden ? undefined : value}>
        {isHidden ? "••••••••" : value || <span className="font-normal text-faint">{t.none}</span>}
      </dd>
    </div>
  );
}

interface ValuesFormProps {
  run: RunAtStep;
  asked: readonly IntakeVariable[];
  onDone: () => void;
  onCancel?: () => void;
}

function ValuesForm({ run, asked, onDone, onCancel }: ValuesFormProps) {
  const [errors, setErrors] = useState<Record<string, string>>({});

  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const given = asked.map((variable) => {
      const value = String(data.get(variable.name) ?? "");
      return { variable, value, fault: faultOf(variable, value) };
    });
    const faults = given.filter(({ fault }) => fault !== undefined);
    setErrors(Object.fromEntries(faults.map(({ variable, fault }) => [variable.name, fault ?? ""])));
    const first = faults[0] && form.elements.namedItem(faults[0].variable.name);
    if (first instanceof HTMLElement) first.focus();
    if (faults.length > 0) return;
    for (const { variable, value } of given) {
      if (isSecret(variable)) run.setSecret(variable.name, value);
      else if (run.values[variable.name] !== value) {
        run.add({ type: "variable_set", name: variable.name, value });
      }
    }
    const page = form.closest("dialog") ?? document;
    page.querySelector<HTMLElement>("[data-page-heading]")?.focus({ preventScroll: true });
    onDone();
  };

  return (
    <form
      noValidate
      onSubmit={submit}
      className="rounded-lg border border-accent-line bg-accent-soft/50 p-4"
      aria-labelledby="values-title"
    >
      <h2 id="values-title" className="mb-3 flex items-center gap-2 font-semibold text-accent-fg">
        <KeyRound aria-hidden className="size-4" />
        {onCancel ? t.used : t.title}
      </h2>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        {asked.map((variable) => (
          <IntakeField
            key={variable.name}
            variable={variable}
            defaultValue={isSecret(variable) ? "" : run.values[variable.name]}
            error={errors[variable.name]}
          />
        ))}
      </div>
      <div className="mt-4 flex gap-2">
        <Button type="submit" variant="primary">
          {onCancel ? t.update : t.submit}
        </Button>
        {onCancel && <Button onClick={onCancel}>{strings.common.cancel}</Button>}
      </div>
    </form>
  );
}

function faultOf(variable: IntakeVariable, value: string): string | undefined {
  if (variable.required && value.trim() === "") return t.missing;
  if (isSecret(variable) || checkedValue(variable, value) !== null) return undefined;
  return variable.type === "number" ? t.notNumber : t.missing;
}
