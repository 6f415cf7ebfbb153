import { Link } from "@tanstack/react-router";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { labels as t, type LabelKind } from "@/app/strings/labels";
import { IconButton } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { forgetLabels, remove } from "./queries";
import { RenameDialog } from "./rename-dialog";
import type { Label } from "./search";

export interface LabelRowProps {
  kind: LabelKind;
  label: Label;
  labels: readonly Label[];
  /** Whether the person may change it for everybody. */
  canManage: boolean;
}

/** A label: it leads to its flows. What only samples bear cannot be changed. */
export function LabelRow({ kind, label, labels, canManage }: LabelRowProps) {
  const { name, count, samples } = label;
  const isOurs = count > 0;
  return (
    <li className="relative flex min-h-12 items-center gap-x-4 py-1.5 pr-2 pl-4 transition-colors hover:bg-hover/60">
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4">
        <Link
          to="/flows"
          search={kind === "tags" ? { tag: name } : { category: name }}
          aria-label={t.showFlows(name, count + samples)}
          className="min-w-0 font-medium wrap-anywhere after:absolute after:inset-0 sm:flex-1"
        >
          {name}
        </Link>
        <p className="flex gap-x-3 text-sm text-muted tabular-nums max-sm:basis-full">
          {isOurs && <span>{t.flows(count)}</span>}
          {samples > 0 && <span className="text-faint">{t.samples(samples)}</span>}
        </p>
      </div>
      {canManage && (
        <div className="relative flex w-18 shrink-0 justify-end gap-1 touch:w-24">
          {isOurs && <Rename kind={kind} label={label} labels={labels} />}
          {isOurs && <Remove kind={kind} label={label} />}
        </div>
      )}
    </li>
  );
}

function Rename({ kind, label, labels }: Omit<LabelRowProps, "canManage">) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <IconButton icon={Pencil} label={t.renameNamed(label.name)} onClick={() => setAsking(true)} />
      {asking && <RenameDialog kind={kind} label={label} labels={labels} onClose={() => setAsking(false)} />}
    </>
  );
}

function Remove({ kind, label: { name, count } }: Pick<LabelRowProps, "kind" | "label">) {
  const [asking, setAsking] = useState(false);
  const removing = useOnce(async () => {
    const flows = await remove(kind, name);
    toast.success(t.removed(name, flows));
    setAsking(false);
    await forgetLabels();
  });
  return (
    <>
      <IconButton icon={Trash2} label={t.removeNamed(name)} onClick={() => setAsking(true)} />
      {asking && (
        <ConfirmDialog
          title={t.removeTitle(kind, name)}
          confirm={t.removeConfirm(count)}
          pending={removing.pending}
          onConfirm={removing.run}
          onCancel={() => setAsking(false)}
        >
          <p>{t.removeText(count)}</p>
          {removing.problem !== null && <ErrorNote error={removing.problem} className="mt-3" />}
        </ConfirmDialog>
      )}
    </>
  );
}
