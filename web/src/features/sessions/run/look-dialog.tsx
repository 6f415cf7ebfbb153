import { useMemo } from "react";
import type { FlowDocument } from "@/api/types";
import { strings } from "@/app/strings";
import { run as words } from "@/app/strings/run";
import { NodeContent } from "@/features/flow/node-content";
import { findNode } from "@/flow-model/links";
import { relationsOf } from "@/flow-model/related";
import { Dialog } from "@/ui/dialog";
import { useFilling } from "@/ui/filling";

interface LookDialogProps {
  document: FlowDocument;
  /** The step that is looked at. */
  id: string;
  /** Looks at another that this one refers to. */
  onShow: (id: string) => void;
  onClose: () => void;
}

/** What another step of the flow says, to be read while the run stays where it is. */
export function LookDialog({ document, id, onShow, onClose }: LookDialogProps) {
  const { say } = useFilling();
  const node = findNode(document, id);
  const relations = useMemo(() => relationsOf(document).get(id), [document, id]);
  if (!node) return null;
  return (
    <Dialog
      title={say(node.title) || strings.flow.untitled}
      description={words.lookingAt}
      size="lg"
      onClose={onClose}
    >
      <NodeContent key={id} node={node} relations={relations} onShow={onShow} />
    </Dialog>
  );
}
