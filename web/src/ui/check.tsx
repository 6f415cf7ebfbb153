import { Check } from "lucide-react";
import { useId, type InputHTMLAttributes, type ReactNode } from "react";
import { cx } from "./cx";

interface CheckProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "className"> {
  label: ReactNode;
  hint?: ReactNode;
  className?: string;
}

/** A box to tick, with what it means beside it. */
export function Checkbox({ label, hint, className, ...input }: CheckProps) {
  const id = useId();
  return (
    <label className={cx("flex cursor-pointer items-start gap-3 touch:min-h-11 touch:py-1.5", className)}>
      <span className="relative mt-0.5 inline-flex size-4.5 shrink-0">
        <input
          {...input}
          type="checkbox"
          aria-describedby={hint ? id : undefined}
          aria-label={typeof label === "string" ? label : undefined}
          className="peer size-4.5 cursor-pointer appearance-none rounded-sm border border-control bg-surface checked:border-accent checked:bg-accent disabled:cursor-not-allowed disabled:opacity-50"
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0.5 hidden size-3.5 text-on-accent peer-checked:block"
        />
      </span>
      <span className="min-w-0">
        <span className="block font-medium">{label}</span>
        {hint && (
          <span id={id} className="block text-sm text-muted">
            {hint}
          </span>
        )}
      </span>
    </label>
  );
}

/** Something that is on or off, and is so at once. */
export function Switch({
  label,
  hint,
  checked,
  pending,
  onChange,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  pending?: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <label className="flex cursor-pointer items-start justify-between gap-6">
      <span className="min-w-0">
        <span className="block font-medium">{label}</span>
        {hint && (
          <span id={id} className="block text-sm text-muted">
            {hint}
          </span>
        )}
      </span>
      <span className="relative inline-flex h-6 w-10.5 shrink-0 touch:my-2">
        <input
          type="checkbox"
          role="switch"
          aria-checked={checked}
          aria-label={label}
          aria-describedby={hint ? id : undefined}
          aria-busy={pending || undefined}
          checked={checked}
          onChange={(event) => !pending && onChange(event.target.checked)}
          className="peer absolute inset-0 cursor-pointer appearance-none rounded-full border border-control bg-line transition-colors checked:border-accent checked:bg-accent"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-1 left-1 size-4 rounded-full bg-control transition-transform peer-checked:translate-x-4.5 peer-checked:bg-on-accent"
        />
      </span>
    </label>
  );
}
