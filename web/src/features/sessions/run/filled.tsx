import { useMemo, type ReactNode } from "react";
import { isSecret } from "@/flow-model/run/needs";
import { fill, parts, unfilled, type Values } from "@/flow-model/variables";
import type { IntakeVariable } from "@/api/types";
import { run as words } from "@/app/strings/run";
import { FillingContext, useFilling, type Filling } from "@/ui/filling";

const t = words.values;

/** Fills variables into the texts of a step. Values are marked; secrets are hidden until they are asked for. */
export function FilledTexts({
  intake,
  values,
  showSecrets,
  children,
}: {
  intake: readonly IntakeVariable[];
  values: Values;
  showSecrets: boolean;
  children: ReactNode;
}) {
  const filling = useMemo(() => fillingOf(intake, values, showSecrets), [intake, values, showSecrets]);
  return <FillingContext value={filling}>{children}</FillingContext>;
}

/** The same without marks, for lists that are only glanced at. */
export function PlainTexts({ children }: { children: ReactNode }) {
  const { say, copy, missing } = useFilling();
  const filling = useMemo(() => ({ show: say, say, copy, missing }), [say, copy, missing]);
  return <FillingContext value={filling}>{children}</FillingContext>;
}

function fillingOf(intake: readonly IntakeVariable[], values: Values, showSecrets: boolean): Filling {
  const secrets = new Set(intake.filter(isSecret).map(({ name }) => name));
  const labels = new Map(intake.map(({ name, label }) => [name, label || name]));
  const shown = (name: string, written: string, place: number) => {
    const value = values[name];
    if (value === undefined) {
      const label = labels.get(name);
      // What the flow does not declare may be meant as it is written.
      return label === undefined ? written : <Blank key={place} label={label} />;
    }
    // Left empty on purpose.
    if (value === "") return null;
    return secrets.has(name) && !showSecrets ? <Mask key={place} /> : <Value key={place}>{value}</Value>;
  };
  const said = (name: string, written: string) => {
    const value = values[name];
    if (value === undefined) return labels.get(name) ?? written;
    return secrets.has(name) ? t.secret : value;
  };
  return {
    copy: (text) => fill(text, values),
    missing: (text) => unfilled(text, intake, values),
    say: (text) =>
      parts(text)
        .map(({ written, name }) => (name === undefined ? written : said(name, written)))
        .join(""),
    show: (text) => {
      const found = parts(text);
      if (!found.some(({ name }) => name !== undefined)) return text;
      return found.map(({ written, name }, place) =>
        name === undefined ? written : shown(name, written, place),
      );
    },
  };
}

function Value({ children }: { children: string }) {
  return <span className="rounded-[3px] bg-accent-soft px-0.5 text-accent-fg">{children}</span>;
}

/** A value that is still to be given. */
function Blank({ label }: { label: string }) {
  return (
    <span className="rounded-[3px] border border-dashed border-warning-line bg-warning-soft px-1 text-warning-fg">
      {label}
    </span>
  );
}

function Mask() {
  return (
    <span className="rounded-[3px] bg-subtle px-0.5 text-muted">
      <span aria-hidden>••••••••</span>
      <span className="sr-only">{t.secret}</span>
    </span>
  );
}
