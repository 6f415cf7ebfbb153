import { useEffect, useState } from "react";
import { SearchField } from "./search-field";
import { useDebounced } from "./use-debounced";

const SEARCH_AFTER_MS = 200;

export interface SearchQueryProps {
  label: string;
  placeholder: string;
  /** What is searched for now, as the address has it. */
  value: string;
  onChange: (query: string | undefined) => void;
}

/** A search text: what is typed shows at once, and is asked when the typing pauses. */
export function SearchQuery({ label, placeholder, value, onChange }: SearchQueryProps) {
  const [typed, setTyped] = useState(value);
  const [shown, setShown] = useState(value);
  const settled = useDebounced(typed, SEARCH_AFTER_MS);
  // The address was changed from elsewhere: a link, or back and forward.
  if (value !== shown) {
    setShown(value);
    if (value !== settled.trim()) setTyped(value);
  }
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
