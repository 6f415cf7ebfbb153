import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Completion, FlowDocument, FlowNode } from "@/api/types";
import { completionOf, type TemplateField, type Templates } from "@/flow-model/completion";

/** Which fields nodes should have: a file of the server's, the same for everyone. Without it forms have fewer fields. */
export const templateQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: async ({ signal }): Promise<Templates> => {
    const answer = await fetch("/api/v1/schemas/templates.json", { signal });
    return answer.ok ? ((await answer.json()) as Templates) : {};
  },
  staleTime: Infinity,
});

const NONE: readonly TemplateField[] = [];

/** The fields that a node should have filled. */
export function useTemplate({ kind }: FlowDocument, { type }: FlowNode): readonly TemplateField[] {
  return useQuery(templateQuery).data?.[kind]?.[type] ?? NONE;
}

/** How complete a flow is as it is edited; null until it is known what is asked for. */
export function useCompletion(document: FlowDocument): Completion | null {
  const templates = useQuery(templateQuery).data;
  return useMemo(() => (templates ? completionOf(document, templates) : null), [document, templates]);
}
