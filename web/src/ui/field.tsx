import { Eye, EyeOff } from "lucide-react";
import {
  useId,
  useState,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from "react";
import { strings } from "@/app/strings";
import { cx } from "./cx";

export const CONTROL = cx(
  "w-full rounded-md border border-control/60 bg-surface text-base text-fg shadow-sm transition-colors",
  "hover:border-control focus-visible:border-accent focus-visible:outline-offset-0",
  "aria-invalid:border-danger disabled:bg-subtle disabled:text-faint",
);
const ONE_LINE = "h-9 px-3 touch:h-11 touch:text-lg";

interface FieldProps {
  label: string;
  /** Keeps the label for screen readers only. */
  bareLabel?: boolean;
  hint?: ReactNode;
  error?: string;
  /** At the end of the label's line, after the control in the order of the keys. */
  beside?: ReactNode;
  className?: string;
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** A label, a control, a hint and an error, wired for screen readers. */
export function Field({
  label,
  bareLabel,
  hint,
  error,
  beside,
  className,
  children,
}: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className={cx(beside !== undefined && "relative", className)}>
      <label htmlFor={id} className={bareLabel ? "sr-only" : "mb-1.5 block font-medium"}>
        {label}
      </label>
      {children({ id, "aria-describedby": described, "aria-invalid": error ? true : undefined })}
      {beside !== undefined && <div className="absolute top-0 right-0">{beside}</div>}
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm text-danger-fg">
          {error}
        </p>
      )}
      {hint && !error && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

type InputProps = FieldProps & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> };

export function TextField({ label, bareLabel, hint, error, className, ...input }: InputProps) {
  return (
    <Field {...{ label, bareLabel, hint, error, className }}>
      {(wiring) => <input type="text" {...input} {...wiring} className={cx(CONTROL, ONE_LINE)} />}
    </Field>
  );
}

/** A password that can be looked at while it is typed. */
export function PasswordField({
  label,
  bareLabel,
  hint,
  error,
  beside,
  className,
  ...input
}: Omit<InputProps, "type">) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field {...{ label, bareLabel, hint, error, beside, className }}>
      {(wiring) => (
        <div className="relative">
          <input
            {...input}
            {...wiring}
            type={shown ? "text" : "password"}
            spellCheck={false}
            autoCapitalize="none"
            className={cx(CONTROL, ONE_LINE, "pr-11")}
          />
          <button
            type="button"
            aria-pressed={shown}
            aria-label={strings.common.showPassword}
            title={strings.common.showPassword}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-0 inline-flex w-10 items-center justify-center rounded-md text-faint hover:text-fg touch:w-11"
          >
            <Icon aria-hidden className="size-4" />
          </button>
        </div>
      )}
    </Field>
  );
}

type TextAreaProps = FieldProps &
  TextareaHTMLAttributes<HTMLTextAreaElement> & {
    ref?: Ref<HTMLTextAreaElement>;
    mono?: boolean;
    areaClassName?: string;
  };

export function TextArea({
  label,
  bareLabel,
  hint,
  error,
  className,
  mono,
  areaClassName,
  ...area
}: TextAreaProps) {
  return (
    <Field {...{ label, bareLabel, hint, error, className }}>
      {(wiring) => (
        <textarea
          rows={4}
          {...area}
          {...wiring}
          className={cx(
            CONTROL,
            "resize-y px-3 py-2 touch:text-lg",
            mono && "font-mono text-sm leading-relaxed",
            areaClassName,
          )}
        />
      )}
    </Field>
  );
}

type SelectProps = FieldProps &
  SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement>; compact?: boolean };

/** The browser's own select: right on every device. `compact` for filter bars. */
export function SelectField({
  label,
  bareLabel,
  hint,
  error,
  className,
  children,
  compact,
  ...select
}: SelectProps) {
  return (
    <Field {...{ label, bareLabel, hint, error, className }}>
      {(wiring) => (
        <select
          {...select}
          {...wiring}
          className={cx(
            CONTROL,
            "select-arrow appearance-none truncate pr-8",
            compact ? "h-8.5 border-line-strong pl-2.5 touch:h-11" : cx(ONE_LINE, "pr-8"),
          )}
        >
          {children}
        </select>
      )}
    </Field>
  );
}

export interface ChoiceCardsProps<Value extends string> {
  legend: string;
  name: string;
  value: Value;
  options: readonly { value: Value; label: string; hint?: string; icon?: ReactNode }[];
  onChange: (value: Value) => void;
  columns?: 2 | 3;
  className?: string;
}

/** One of a few, each explained: radio buttons drawn as cards. */
export function ChoiceCards<Value extends string>({
  legend,
  name,
  value,
  options,
  onChange,
  columns = 2,
  className,
}: ChoiceCardsProps<Value>) {
  return (
    <fieldset className={className}>
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className={cx("grid gap-2", columns === 3 ? "sm:grid-cols-3" : "sm:grid-cols-2")}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex cursor-pointer gap-3 rounded-lg border border-line-strong bg-surface p-3 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.icon}
            <span className="min-w-0">
              <span className="block font-medium">{option.label}</span>
              {option.hint && <span className="mt-0.5 block text-sm text-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
