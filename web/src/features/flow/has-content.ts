import type { FlowNode } from "@/api/types";

/** Whether there is more to a node than its title. */
export function hasContent(node: FlowNode): boolean {
  const { description, help_text, expected_outcome, commands, checklist, links, est_minutes, risk } = node;
  const { tree_id, template_data } = node;
  return (
    [description, help_text, expected_outcome, est_minutes, risk, tree_id].some(Boolean) ||
    [commands, checklist, links, Object.keys(template_data ?? {})].some((list) => (list?.length ?? 0) > 0)
  );
}
