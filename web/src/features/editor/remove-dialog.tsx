import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import { fatesOf, removal as removalOf, type Fate } from "@/flow-model/edits";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { toast } from "@/ui/toast";
import { useEditor } from "./use-editor";

const t = editor.removing;

export interface Removal {
  /** Empty: all that are chosen. */
  id: string;
  title: string;
  /** How many nodes are reached only by way of it. */
  behind: number;
}

export interface RemoveDialogProps {
  removal: Removal;
  /** Removes with all that is behind. */
  onRemove: (withBranch: boolean) => void;
  onClose: () => void;
}

/** Asks what becomes of the nodes that only the removed ones lead to. */
export function RemoveDialog({ removal: { id, title, behind }, onRemove, onClose }: RemoveDialogProps) {
  const { session } = useEditor();
  const { document, state } = session;
  const ids = id === "" ? state.selected : new Set([id]);
  const fates = fatesOf(document, ids);
  const remove = (fate: Fate) => {
    if (fate === "behind") return onRemove(true);
    session.edit(removalOf(document, ids, fate));
    toast.success(ids.size > 1 ? t.doneBranch(ids.size) : t.done(title), {
      action: { label: t.undo, run: () => void session.undo() },
    });
    onClose();
  };
  return (
    <Dialog
      title={t.title(title)}
      description={t.text(behind)}
      onClose={onClose}
      footer={<Button onClick={onClose}>{strings.common.cancel}</Button>}
    >
      <div className="space-y-2">
        {fates.toReversed().map((fate) => (
          <Choice
            key={fate}
            title={t.fates[fate].title(behind)}
            hint={t.fates[fate].hint(behind)}
            onClick={() => remove(fate)}
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
