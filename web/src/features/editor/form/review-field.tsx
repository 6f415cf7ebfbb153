import { useState } from "react";
import { editor } from "@/app/strings/editor";
import { beginOf, dayOf } from "@/flow-model/day";
import { TextField } from "@/ui/field";

const t = editor.meta;
/** Years before are what a year is while it is typed. */
const FIRST_YEAR = 1970;

interface ReviewFieldProps {
  value: string | null;
  onChange: (value: string | null) => void;
}

/** The day on which somebody should look at the flow again. */
export function ReviewField({ value, onChange }: ReviewFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextField
      label={t.reviewDue}
      hint={t.reviewDueHint}
      type="date"
      value={typed ?? dayOf(value)}
      onChange={({ target }) => {
        setTyped(target.value);
        const isWhole = target.value === "" ? !target.validity.badInput : isDay(target.value);
        if (isWhole) onChange(beginOf(target.value));
      }}
      onBlur={() => setTyped(null)}
      className="max-w-xs"
    />
  );
}

const isDay = (day: string) => day.length === 10 && Number(day.slice(0, 4)) >= FIRST_YEAR;
