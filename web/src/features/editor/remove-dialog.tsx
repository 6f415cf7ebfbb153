import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

const t = editor.removing;

export interface Removal {
  id: string;
  title: string;
  /** How many nodes are reached only by way of it. */
  behind: number;
}

export interface RemoveDialogProps {
  removal: Removal;
  onRemove: (withBranch: boolean) => void;
  onClose: () => void;
}

/** Asks what becomes of the nodes that only the removed one leads to. */
export function RemoveDialog({ removal: { title, behind }, onRemove, onClose }: RemoveDialogProps) {
  return (
    <Dialog
      title={t.title(title)}
      description={t.text(behind)}
      onClose={onClose}
      footer={<Button onClick={onClose}>{strings.common.cancel}</Button>}
    >
      <div className="space-y-2">
        <Choice title={t.only} hint={t.onlyHint(behind)} onClick={() => onRemove(false)} />
        <Choice title={t.branch(behind)} hint={t.branchHint} onClick={() => onRemove(true)} />
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
