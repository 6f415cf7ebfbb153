/** How many findings there are where. */
import type { Finding } from "@/api/types";

export interface FindingCounts {
  errors: number;
  warnings: number;
}

/** How many findings each node has; what belongs to no node is under the empty id. */
export function countByNode(findings: readonly Finding[]): ReadonlyMap<string, FindingCounts> {
  const counts = new Map<string, FindingCounts>();
  for (const { node_id, severity } of findings) {
    const of = counts.get(node_id ?? "") ?? { errors: 0, warnings: 0 };
    counts.set(node_id ?? "", {
      errors: of.errors + (severity === "error" ? 1 : 0),
      warnings: of.warnings + (severity === "warning" ? 1 : 0),
    });
  }
  return counts;
}
