import { useState, type ReactNode } from "react";
import { Button } from "@/ui/button";
import { Checkbox } from "@/ui/check";

export interface Choosing {
  all: readonly string[];
  /** What is left out. */
  left: ReadonlySet<string>;
  count: number;
  set: (left: ReadonlySet<string>) => void;
}

/** Which of these are chosen: all, at first. */
export function useChoosing(all: readonly string[]): Choosing {
  const [left, set] = useState<ReadonlySet<string>>(new Set());
  return { all, left, count: all.filter((id) => !left.has(id)).length, set };
}

/** The box before a change. */
export function ChoiceBox({ id, label, choosing }: { id: string; label: string; choosing: Choosing }) {
  const toggle = () => {
    const left = new Set(choosing.left);
    if (!left.delete(id)) left.add(id);
    choosing.set(left);
  };
  return (
    <Checkbox
      label={<span className="sr-only">{label}</span>}
      aria-label={label}
      checked={!choosing.left.has(id)}
      onChange={toggle}
    />
  );
}

/** Chooses all or none at once. */
export function ChooseAll({ choosing, all, none }: { choosing: Choosing; all: ReactNode; none: ReactNode }) {
  if (choosing.all.length < 2) return null;
  return (
    <>
      <Button size="sm" variant="ghost" onClick={() => choosing.set(new Set())}>
        {all}
      </Button>
      <Button size="sm" variant="ghost" onClick={() => choosing.set(new Set(choosing.all))}>
        {none}
      </Button>
    </>
  );
}
