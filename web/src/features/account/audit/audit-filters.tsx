import { useInfiniteQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import type { AuditEntry } from "@/api/types";
import { account as words } from "@/app/strings/account";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { membersQuery } from "../queries";
import type { AuditSearch } from "./filters";
import { ACTIONS, TARGETS } from "./known";
import { actionInWords, nounInWords } from "./words";

const t = words.audit;

export interface AuditFiltersProps {
  search: AuditSearch;
  /** What is shown: who and what stands there can be asked for, too. */
  entries: readonly AuditEntry[];
  onChange: (changes: Partial<Record<keyof AuditSearch, string | undefined>>) => void;
  onClear?: () => void;
}

/** Narrows the log. What is chosen stands in the address. */
export function AuditFilters({ search, entries, onChange, onClear }: AuditFiltersProps) {
  const members = useInfiniteQuery(membersQuery());
  const people = new Map([
    ...entries.flatMap(({ actor }) => (actor ? [[actor.id, actor.name] as const] : [])),
    ...(members.data?.pages ?? []).flatMap(({ items }) =>
      items.map(({ user }) => [user.id, user.name] as const),
    ),
  ]);
  if (search.actor && !people.has(search.actor)) people.set(search.actor, search.actor);
  const byWords = (one: readonly [string, string], other: readonly [string, string]) =>
    one[1].localeCompare(other[1]);
  return (
    <div className="mb-4 grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
      <Choice
        label={t.actor}
        all={t.anyone}
        value={search.actor}
        options={[...people].toSorted(byWords)}
        onChange={(actor) => onChange({ actor })}
      />
      <Choice
        label={t.action}
        all={t.anything}
        value={search.action}
        options={among(
          ACTIONS,
          entries.map(({ action }) => action),
          search.action,
        )
          .map((action) => [action, actionInWords(action)] as const)
          .toSorted(byWords)}
        onChange={(action) => onChange({ action })}
      />
      <Choice
        label={t.target}
        all={t.anyTarget}
        value={search.target}
        options={among(
          TARGETS,
          entries.map(({ target_type }) => target_type),
          search.target,
        )
          .map((target) => [target, nounInWords(target)] as const)
          .toSorted(byWords)}
        onChange={(target) => onChange({ target })}
      />
      <TextField
        label={t.from}
        type="date"
        value={search.from ?? ""}
        max={search.to}
        onChange={(event) => onChange({ from: event.target.value || undefined })}
      />
      <TextField
        label={t.to}
        type="date"
        value={search.to ?? ""}
        min={search.from}
        onChange={(event) => onChange({ to: event.target.value || undefined })}
      />
      {onClear && (
        <Button variant="ghost" icon={X} onClick={onClear}>
          {t.clear}
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  all: string;
  value: string | undefined;
  options: readonly (readonly [string, string])[];
  onChange: (value: string | undefined) => void;
}

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <SelectField
      label={label}
      className="sm:w-44"
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">{all}</option>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </SelectField>
  );
}

/** What is known, what is shown and what is asked for, each once. */
function among(known: readonly string[], shown: readonly string[], asked: string | undefined): string[] {
  return [...new Set([...known, ...shown, ...(asked ? [asked] : [])])];
}
