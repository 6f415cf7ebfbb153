import { useLayoutEffect, useRef, type TextareaHTMLAttributes } from "react";
import { cx } from "./cx";
import { CONTROL } from "./field";

export interface GrowingAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  value: string;
  mono?: boolean;
}

const BROWSER_GROWS = globalThis.CSS?.supports?.("field-sizing", "content") ?? false;

/** A text area that is as high as its text. */
export function GrowingArea({ mono, className, value, ...rest }: GrowingAreaProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = own.current;
    if (!area || BROWSER_GROWS) return;
    area.style.height = "0";
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  }, [value]);
  return (
    <textarea
      rows={1}
      {...rest}
      ref={own}
      value={value}
      className={cx(
        CONTROL,
        "block [field-sizing:content] resize-none overflow-hidden px-3 py-1.75 touch:py-2.5 touch:text-lg",
        mono && "font-mono text-sm leading-relaxed",
        className,
      )}
    />
  );
}
