import { useCallback, useEffect, useRef, useState } from "react";

const CONTROL = "textarea, input:not([type=hidden]), select, button";

/**
 * Brings the part of a form with a name into sight and into focus, also when the form is drawn only after it was asked.
 * `options:last` is the last row of the part.
 */
export function useFocusRequest() {
  const [asked, setAsked] = useState<{ field: string } | null>(null);
  const form = useRef<HTMLElement | null>(null);
  const place = useCallback((element: HTMLElement | null) => {
    form.current = element;
  }, []);

  useEffect(() => {
    if (!asked) return;
    const [name = "", which] = asked.field.split(":");
    const part = form.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
    if (!part) return;
    const row = which === "last" ? "li:last-child" : "[data-current]";
    const control =
      part.querySelector<HTMLElement>(`${row} input`) ?? part.querySelector<HTMLElement>(CONTROL);
    control?.focus({ preventScroll: true });
    part.scrollIntoView({ block: "nearest" });
    if (control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement) {
      control.setSelectionRange?.(control.value.length, control.value.length);
    }
  }, [asked]);

  const ask = useCallback((field: string) => setAsked({ field }), []);
  return { place, ask };
}
