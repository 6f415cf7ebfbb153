import { useEffect, useState } from "react";
import type { Finding, FlowDocument } from "@/api/types";
import { editor } from "@/app/strings/editor";
import { validate } from "./transport";

const PAUSE_MS = 500;

export interface Validation {
  findings: readonly Finding[];
  /** What is shown is about an older state of the flow. */
  isChecking: boolean;
  error: unknown;
}

/** What is wrong with a document, asked of the server a moment after each change. A late answer never replaces a newer one. */
export function useValidation(flowId: string, document: FlowDocument, first: readonly Finding[]): Validation {
  const [checked, setChecked] = useState<{ document: FlowDocument; findings: readonly Finding[] }>({
    document,
    findings: first,
  });
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    if (checked.document === document) return;
    const stop = new AbortController();
    const check = async () => {
      try {
        const found = await validate(document, stop.signal);
        setChecked({ document, findings: [...ownCalls(flowId, document), ...found] });
        setError(null);
      } catch (failure) {
        if (!stop.signal.aborted) setError(failure);
      }
    };
    const timer = setTimeout(() => {
      void check();
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [flowId, document, checked.document]);

  return { findings: checked.findings, isChecking: checked.document !== document && error === null, error };
}

/** The server does not know which flow the document is of, and so cannot see that it calls itself. */
function ownCalls(flowId: string, { nodes }: FlowDocument): Finding[] {
  return nodes
    .filter(({ type, tree_id }) => type === "flow" && tree_id === flowId)
    .map(({ id, title }) => ({
      severity: "error",
      code: "flow_calls_itself",
      node_id: id,
      message: editor.findings.callsItself(title),
    }));
}
