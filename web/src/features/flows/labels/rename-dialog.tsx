import { useId, useState } from "react";
import { toProblem } from "@/api/problem";
import { labels as t, type LabelKind } from "@/app/strings/labels";
import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { TextField } from "@/ui/field";
import { toast } from "@/ui/toast";
import { useSubmit } from "@/ui/use-submit";
import { forgetLabels, rename } from "./queries";
import type { Label } from "./search";

export interface RenameDialogProps {
  kind: LabelKind;
  label: Label;
  /** All there are, to see whether the new name is one of them. */
  labels: readonly Label[];
  onClose: () => void;
}

/** Asks for a new name; when other flows bear that already, says what will happen before it does. */
export function RenameDialog({ kind, label, labels, onClose }: RenameDialogProps) {
  const id = useId();
  const [typed, setTyped] = useState(label.name);
  const to = typed.trim();
  const other = labels.find(({ name, count }) => name === to && name !== label.name && count > 0);
  const form = useSubmit(["to"], async () => {
    if (to === label.name) return onClose();
    try {
      const flows = await rename(kind, label.name, to, other !== undefined);
      toast.success(t.renamed(label.name, to, flows));
      onClose();
      await forgetLabels();
    } catch (error) {
      // Somebody was quicker with that name: what is known is read anew, and the merge is asked about.
      if (toProblem(error).code === "conflict") await forgetLabels();
      throw error;
    }
  });
  return (
    <Dialog
      title={t.renameTitle(kind, label.name)}
      description={t.renameText(label.count)}
      sticky
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button
            type="submit"
            form={id}
            variant={other ? "danger" : "primary"}
            pending={form.pending}
            disabled={to === ""}
          >
            {other ? t.merge : t.rename}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.onSubmit} noValidate className="space-y-3">
        {form.hasGeneralProblem && !other && <ErrorNote error={form.problem} />}
        <TextField
          label={t.newName}
          name="to"
          value={typed}
          maxLength={kind === "tags" ? 50 : 100}
          autoComplete="off"
          required
          onChange={(event) => {
            setTyped(event.target.value);
            form.reset();
          }}
          error={form.errors.to}
        />
        <p role="status" className="text-sm text-warning-fg">
          {other && t.mergeText(kind, other.name, other.count)}
        </p>
      </form>
    </Dialog>
  );
}
