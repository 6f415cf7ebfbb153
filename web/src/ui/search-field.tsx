import { Search, X } from "lucide-react";
import { useRef, type InputHTMLAttributes } from "react";
import { strings } from "@/app/strings";
import { cx } from "./cx";
import { CONTROL } from "./field";
import { Spinner } from "./spinner";

export interface SearchFieldProps extends Omit<
  InputHTMLAttributes<HTMLInputElement>,
  "value" | "onChange" | "size"
> {
  label: string;
  value: string;
  onChange: (value: string) => void;
  busy?: boolean;
  size?: "md" | "lg";
}

export function SearchField({
  label,
  value,
  onChange,
  busy,
  size = "md",
  className,
  ...rest
}: SearchFieldProps) {
  const ref = useRef<HTMLInputElement>(null);
  return (
    <div className={cx("relative", className)}>
      <span
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-faint"
      >
        {busy ? <Spinner /> : <Search className="size-4" />}
      </span>
      <input
        ref={ref}
        type="search"
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={cx(
          CONTROL,
          "pr-9 pl-9 [&::-webkit-search-cancel-button]:hidden",
          size === "lg" ? "h-11 rounded-lg text-lg" : "h-8.5 touch:h-11 touch:text-lg",
        )}
      />
      {value !== "" && (
        <button
          type="button"
          aria-label={strings.common.clear}
          onClick={() => {
            onChange("");
            ref.current?.focus();
          }}
          className="absolute inset-y-0 right-0 inline-flex w-9 items-center justify-center rounded-md text-faint hover:text-fg touch:w-11"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}
