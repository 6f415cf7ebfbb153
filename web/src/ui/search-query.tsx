import { useEffect, useState } from "react";
import { SearchField } from "./search-field";
import { useDebounced } from "./use-debounced";

const SEARCH_AFTER_MS = 250;

export interface SearchQueryProps {
  label: string;
  placeholder: string;
  /** What is asked for, as it stands in the address. */
  value: string;
  onChange: (q: string | undefined) => void;
}

/** A search text: what is typed shows at once, and is asked for when the typing pauses. */
export function SearchQuery({ label, placeholder, value, onChange }: SearchQueryProps) {
  const [typed, setTyped] = useState(value);
  const settled = useDebounced(typed, SEARCH_AFTER_MS);
  useEffect(() => {
    if (settled === typed && settled.trim() !== value) onChange(settled.trim() || undefined);
    // Only the pause in typing asks; `onChange` and `value` change with every answer.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled]);
  return (
    <SearchField
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={setTyped}
      busy={typed.trim() !== value}
    />
  );
}
