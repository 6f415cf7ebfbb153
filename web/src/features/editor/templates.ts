import { queryOptions } from "@tanstack/react-query";
import type { FlowKind, NodeType } from "@/api/types";

/** A field that nodes of a type should have filled. */
export interface TemplateField {
  name: string;
  label: string;
  hint: string;
  /** A field of the node itself, or an entry of its `template_data`. */
  place: "node" | "template_data";
  input: "line" | "text" | "options" | "commands" | "tree";
}

type Templates = Partial<Record<FlowKind, Partial<Record<NodeType, TemplateField[]>>>>;

/** Which fields nodes should have: a file of the server's, the same for everyone. Without it forms have fewer fields. */
export const templateQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: async ({ signal }): Promise<Templates> => {
    const answer = await fetch("/api/v1/schemas/templates.json", { signal });
    return answer.ok ? ((await answer.json()) as Templates) : {};
  },
  staleTime: Infinity,
});
