import type { Finding, Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { findings as t } from "@/app/strings/findings";
import { nodesById } from "@/flow-model/links";
import { NodeIcon } from "@/ui/node-icon";
import { FindingLink } from "./finding-link";

/** Findings as lines that lead to their steps. */
export function FindingLinks({ flow, findings }: { flow: Tree; findings: readonly Finding[] }) {
  const nodes = nodesById(flow.tree_structure);
  return (
    <ul className="card divide-y divide-line overflow-hidden">
      {findings.map((finding, place) => {
        const node = finding.node_id ? nodes.get(finding.node_id) : undefined;
        return (
          <li
            key={`${finding.code}-${place}`}
            className="relative flex items-start gap-3 px-4 py-2.5 hover:bg-hover/60"
          >
            {node ? (
              <NodeIcon type={node.type} isIdea={flow.tree_type === "impact"} className="mt-px" />
            ) : (
              <span aria-hidden className="mt-px size-5.5 shrink-0" />
            )}
            <div className="min-w-0">
              <FindingLink flow={flow} finding={finding} />
              {!(node && node.title !== "" && finding.message.includes(node.title)) && (
                <p className="truncate text-sm text-faint">
                  {node ? node.title || strings.flow.untitled : t.wholeFlow}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
