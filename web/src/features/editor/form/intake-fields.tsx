import { Plus } from "lucide-react";
import { useMemo } from "react";
import type { FlowDocument, IntakeVariable } from "@/api/types";
import { editor } from "@/app/strings/editor";
import { setDocument } from "@/flow-model/change";
import { moved, newVariable } from "@/flow-model/edits";
import { textsOf, undeclared } from "@/flow-model/findings";
import { isVariableName, variableNames } from "@/flow-model/variables";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { SelectField, TextArea, TextField } from "@/ui/field";
import { WHOLE_FLOW } from "../session";
import { useEditor } from "../use-editor";
import { FieldFrame } from "./field-frame";
import { RowMenu } from "./row-menu";
import { useSorting, type Sorting } from "./use-sorting";

const t = editor.intake;
const TYPES = ["text", "number", "choice", "boolean", "secret"] as const;

/** What the flow asks of whoever runs it, and what its steps use without asking. */
export function IntakeFields({ document }: { document: FlowDocument }) {
  const { session, show } = useEditor();
  const variables = document.intake ?? [];
  const missing = useMemo(() => undeclared(document), [document]);
  const uses = useMemo(() => usesOf(document), [document]);
  const set = (next: IntakeVariable[], key?: string) =>
    session.edit([setDocument("intake", next)], key === undefined ? {} : { key: `intake/${key}` });
  const add = (variable: IntakeVariable) => {
    set([...variables, variable]);
    show(WHOLE_FLOW, "intake:last");
  };
  const sorting = useSorting<HTMLUListElement>({
    count: variables.length,
    nameOf: (place) => variables[place]?.label || variables[place]?.name || t.variable(place + 1),
    onMove: (from, to) => set(moved(variables, from, to)),
  });
  return (
    <FieldFrame name="intake" label={t.title} hint={t.text} isGroup>
      {() => (
        <>
          {variables.length === 0 && missing.length === 0 && (
            <p className="mb-2 text-sm text-muted">{t.none}</p>
          )}
          <ul ref={sorting.list} className="space-y-2.5">
            {variables.map((variable, place) => (
              <VariableCard
                key={place}
                variable={variable}
                place={place}
                count={variables.length}
                sorting={sorting}
                isTaken={variables.some(({ name }, other) => other !== place && name === variable.name)}
                uses={uses.get(variable.name) ?? 0}
                onChange={(next, field) => set(variables.with(place, next), `${place}/${field}`)}
                onRemove={() => set(variables.toSpliced(place, 1))}
              />
            ))}
          </ul>
          {missing.length > 0 && (
            <ul className="mt-2 space-y-1.5">
              {missing.map((name) => (
                <li
                  key={name}
                  className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-danger-line bg-danger-soft px-3 py-1.5 text-sm text-danger-fg"
                >
                  <span className="flex-1 wrap-anywhere">{t.missing(name)}</span>
                  <Button size="sm" icon={Plus} onClick={() => add(newVariable(name))}>
                    {t.ask}
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <Button
            size="sm"
            icon={Plus}
            className="mt-2"
            onClick={() => add(newVariable(freeName(variables)))}
          >
            {t.add}
          </Button>
          {sorting.said}
        </>
      )}
    </FieldFrame>
  );
}

/** In how many nodes each variable is used. */
function usesOf({ nodes }: FlowDocument): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const node of nodes) {
    for (const name of variableNames(...textsOf(node))) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  return uses;
}

function freeName(variables: readonly IntakeVariable[]): string {
  const taken = new Set(variables.map(({ name }) => name));
  let number = variables.length + 1;
  while (taken.has(`value_${number}`)) number += 1;
  return `value_${number}`;
}

interface VariableCardProps {
  variable: IntakeVariable;
  place: number;
  count: number;
  sorting: Sorting<HTMLUListElement>;
  isTaken: boolean;
  uses: number;
  onChange: (variable: IntakeVariable, field: string) => void;
  onRemove: () => void;
}

function VariableCard(props: VariableCardProps) {
  const { variable, place, count, sorting, isTaken, uses, onChange, onRemove } = props;
  const set = (change: Partial<IntakeVariable>) =>
    onChange({ ...variable, ...change }, Object.keys(change).join());
  const problem = !isVariableName(variable.name) ? t.nameInvalid : isTaken ? t.nameTaken : undefined;
  const row = sorting.row(place);
  return (
    <li {...row} className={cx(row.className, "flex rounded-lg border border-line bg-subtle/50 p-3")}>
      {sorting.handle(place)}
      <fieldset className="min-w-0 flex-1">
        <legend className="sr-only">{t.variable(place + 1)}</legend>
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t.label}
            value={variable.label ?? ""}
            placeholder={variable.name}
            onChange={(event) => set({ label: event.target.value })}
          />
          <TextField
            label={t.name}
            hint={t.used(uses)}
            error={problem}
            value={variable.name}
            spellCheck={false}
            autoCapitalize="none"
            onChange={(event) => set({ name: event.target.value.trim() })}
          />
          <SelectField
            label={t.type}
            value={variable.type}
            hint={variable.type === "secret" ? t.secretHint : undefined}
            onChange={(event) => {
              const type = TYPES.find((known) => known === event.target.value);
              if (type) set({ type });
            }}
          >
            {TYPES.map((type) => (
              <option key={type} value={type}>
                {t.types[type]}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={t.when}
            value={variable.deferred ? "deferred" : "start"}
            onChange={(event) => set({ deferred: event.target.value === "deferred" })}
          >
            <option value="start">{t.start}</option>
            <option value="deferred">{t.deferred}</option>
          </SelectField>
          {variable.type === "choice" && (
            <TextArea
              label={t.choices}
              rows={3}
              value={(variable.choices ?? []).join("\n")}
              onChange={(event) =>
                set({ choices: event.target.value === "" ? [] : event.target.value.split("\n") })
              }
              className="sm:col-span-2"
            />
          )}
        </div>
        <div className="mt-2 flex items-center justify-between">
          <label className="inline-flex min-h-8 items-center gap-2 touch:min-h-11">
            <input
              type="checkbox"
              checked={variable.required}
              onChange={(event) => set({ required: event.target.checked })}
              className="size-4 accent-(--accent)"
            />
            {t.required}
          </label>
          <RowMenu
            label={t.more(place + 1)}
            place={place}
            count={count}
            sorting={sorting}
            remove={t.remove(variable.label || variable.name)}
            onRemove={onRemove}
          />
        </div>
      </fieldset>
    </li>
  );
}
