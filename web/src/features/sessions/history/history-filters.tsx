import { X } from "lucide-react";
import { strings } from "@/app/strings";
import { history as t } from "@/app/strings/history";
import { Button } from "@/ui/button";
import { SelectField, TextField } from "@/ui/field";
import { Segmented } from "@/ui/segmented";
import { OUTCOMES } from "@/ui/status";
import { STATUSES, type HistorySearch } from "./filters";

export interface HistoryFiltersProps {
  search: HistorySearch;
  onChange: (changes: Record<string, string | true | undefined>) => void;
  onClear?: () => void;
}

/** Narrows the history. What is chosen stands in the address. */
export function HistoryFilters({ search, onChange, onClear }: HistoryFiltersProps) {
  return (
    <div className="grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
      <Segmented
        label={t.whose}
        value={search.mine ? "mine" : "all"}
        options={[
          { value: "all", label: t.scopes.all },
          { value: "mine", label: t.scopes.mine },
        ]}
        onChange={(whose) => onChange({ mine: whose === "mine" ? true : undefined })}
        className="col-span-2"
      />
      <SelectField
        label={t.status}
        bareLabel
        compact
        value={search.status ?? ""}
        onChange={(event) => onChange({ status: event.target.value || undefined })}
      >
        <option value="">{t.status}</option>
        {STATUSES.map((status) => (
          <option key={status} value={status}>
            {strings.common.sessionStatus[status]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t.outcome}
        bareLabel
        compact
        value={search.outcome ?? ""}
        onChange={(event) => onChange({ outcome: event.target.value || undefined })}
      >
        <option value="">{t.outcome}</option>
        {OUTCOMES.map((outcome) => (
          <option key={outcome} value={outcome}>
            {strings.common.outcomes[outcome]}
          </option>
        ))}
      </SelectField>
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
        <Button variant="ghost" icon={X} onClick={onClear} className="col-span-2">
          {t.clear}
        </Button>
      )}
    </div>
  );
}
