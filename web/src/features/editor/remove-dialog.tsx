import { useState } from "react";
import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import { behindOf, fatesOf, type Fate } from "@/flow-model/edits";
import { isOrdered } from "@/flow-model/kinds";
import { findNode } from "@/flow-model/links";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { useEditor } from "./use-editor";

const t = editor.removing;

export interface RemoveDialogProps {
  ids: ReadonlySet<string>;
  onRemove: (fate: Fate) => void;
  onClose: () => void;
}

/** Asks what becomes of the nodes that only the removed ones lead to, or of the sections under removed headings. */
export function RemoveDialog({ ids, onRemove, onClose }: RemoveDialogProps) {
  const { session } = useEditor();
  // It asks about the flow as it was when it was asked, whatever comes from others meanwhile.
  const [document] = useState(session.document);
  const [first] = ids;
  const behind = behindOf(document, ids).length;
  const asked = isOrdered(document.kind) ? { ...t.branch, ...t.section } : t.branch;
  return (
    <Dialog
      title={ids.size > 1 ? t.titleOfSeveral(ids.size) : t.title(findNode(document, first)?.title ?? "")}
      description={asked.text(behind, ids.size)}
      onClose={onClose}
      footer={<Button onClick={onClose}>{strings.common.cancel}</Button>}
    >
      <div className="space-y-2">
        {fatesOf(document, ids)
          .toReversed()
          .map((fate) => (
            <Choice
              key={fate}
              title={asked[fate].title(behind, ids.size)}
              hint={asked[fate].hint(behind)}
              onClick={() => onRemove(fate)}
            />
          ))}
      </div>
    </Dialog>
  );
}

function Choice({ title, hint, onClick }: { title: string; hint: string; onClick: () => void }) {
  return (
    <button
      type="button"
      data-autofocus
      onClick={onClick}
      className="block w-full rounded-lg border border-line-strong bg-surface px-3.5 py-2.5 text-left hover:bg-hover"
    >
      <span className="block font-medium">{title}</span>
      <span className="block text-sm text-muted">{hint}</span>
    </button>
  );
}
