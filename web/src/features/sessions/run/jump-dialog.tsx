import { useMemo } from "react";
import type { FlowNode } from "@/api/types";
import { fuzzyFilter } from "@/app/palette/fuzzy";
import { run as words } from "@/app/strings/run";
import { landing } from "@/flow-model/run/walk";
import { useFilling } from "@/ui/filling";
import { NodeDot } from "@/ui/node-dot";
import { PickDialog } from "@/ui/pick-dialog";
import type { Run } from "./use-run";

const t = words.jumpDialog;
const MOST_SHOWN = 60;

/** Finds a step of the flow and goes there, without an answer. */
export function JumpDialog({
  run,
  onJump,
  onClose,
}: {
  run: Run;
  onJump: (nodeId: string) => void;
  onClose: () => void;
}) {
  const { document, session, values } = run;
  const { say } = useFilling();
  const visited = useMemo(() => new Set(session.path.map(({ node_id }) => node_id)), [session.path]);
  const targets = useMemo(
    () => document.nodes.filter((node) => leadsElsewhere(run, node)),
    // oxlint-disable-next-line react/exhaustive-deps -- of the run, only these matter
    [document, session.current_node_id],
  );
  // With values filled in, steps are found by what one sees.
  const texts = useMemo(
    () => new Map(targets.map((node) => [node.id, [say(node.title), node.description] as const])),
    // oxlint-disable-next-line react/exhaustive-deps -- `say` follows from the values
    [targets, values],
  );
  return (
    <PickDialog
      title={t.title}
      placeholder={t.placeholder}
      none={t.none}
      noneHint={t.noneHint}
      results={t.results}
      find={(query) =>
        fuzzyFilter(query, targets, (node) => texts.get(node.id) ?? [node.title])
          .slice(0, MOST_SHOWN)
          .map((node) => ({
            id: node.id,
            icon: <NodeDot type={node.type} />,
            label: say(node.title) || node.id,
            detail: say(excerpt(node)),
            hint: visited.has(node.id) ? t.visited : undefined,
          }))
      }
      onPick={onJump}
      onClose={onClose}
    />
  );
}

function leadsElsewhere({ document, session }: Run, node: FlowNode): boolean {
  const target = landing(document, node.id);
  return target !== undefined && target.id !== session.current_node_id;
}

function excerpt({ description }: FlowNode): string {
  return (
    (description ?? "")
      .replaceAll(/[*_`#>]/g, "")
      .split("\n", 1)[0]
      ?.slice(0, 160) ?? ""
  );
}
