import { useRef, useState, type SyntheticEvent } from "react";
import { fieldErrors, toProblem, type ApiProblem } from "@/api/problem";

export interface Submission<Field extends string> {
  pending: boolean;
  /** What was refused; null while typing anew. Faults that belong to a field are in `errors`. */
  problem: ApiProblem | null;
  errors: Partial<Record<Field, string>>;
  /** Whether something was refused that no field shows: show the problem beside the form. */
  hasGeneralProblem: boolean;
  onSubmit: (event: SyntheticEvent<HTMLFormElement>) => void;
  reset: () => void;
}

/**
 * Sends a form once: a second submit while the first is under way does nothing. Refusals go to the fields they name by
 * JSON pointer, and the first such field gets the focus.
 */
export function useSubmit<Field extends string>(
  fields: readonly Field[],
  send: (data: Record<Field, string>) => Promise<unknown>,
  /** The fields whose pointer is not their name: `/variables/host` → `host`. */
  pointers: Record<string, Field> = {},
): Submission<Field> {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const busy = useRef(false);

  const submit = async (form: HTMLFormElement) => {
    if (busy.current) return;
    busy.current = true;
    setPending(true);
    setProblem(null);
    try {
      const data = new FormData(form);
      const values = Object.fromEntries(fields.map((field) => [field, String(data.get(field) ?? "")]));
      await send(values as Record<Field, string>);
    } catch (error) {
      const refused = toProblem(error);
      setProblem(refused);
      const first = fields.find((field) => field in fieldErrors(refused, fields, pointers).fields);
      const control = first && form.elements.namedItem(first);
      if (control instanceof HTMLElement) control.focus();
    } finally {
      busy.current = false;
      setPending(false);
    }
  };

  const sorted = fieldErrors(problem, fields, pointers);
  return {
    pending,
    problem,
    errors: sorted.fields,
    hasGeneralProblem: problem !== null && Object.keys(sorted.fields).length === 0,
    onSubmit: (event) => {
      event.preventDefault();
      void submit(event.currentTarget);
    },
    reset: () => setProblem(null),
  };
}
