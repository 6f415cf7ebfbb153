import { useQuery } from "@tanstack/react-query";
import { FileInput, Save } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { LucideIcon } from "lucide-react";
import { editor } from "@/app/strings/editor";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { Spinner } from "@/ui/spinner";
import { draftOf } from "./draft";
import { KeepMine } from "./keep-mine";
import type { EditorSession } from "./session";
import { fetchFlow, fetchVersions } from "./transport";

const t = editor.stale;

export interface StaleDialogProps {
  flowId: string;
  session: EditorSession;
  onClose: () => void;
}

/** What the draft was made of is not kept any more, so that nothing can be merged: asks whose is to stay. */
export function StaleDialog({ flowId, session, onClose }: StaleDialogProps) {
  const newest = useQuery({
    queryKey: ["conflict", flowId, session.saver.version],
    queryFn: async () => {
      const [flow, versions] = await Promise.all([fetchFlow(flowId), fetchVersions(flowId)]);
      return {
        flow,
        author: versions.find(({ version_number }) => version_number === flow.version)?.author.name,
      };
    },
    gcTime: 0,
    staleTime: 0,
  });
  const [isSaving, setSaving] = useState(false);
  const flow = newest.data?.flow;

  const takeTheirs = () => {
    if (!flow) return;
    session.adopt(draftOf(flow), flow.version);
    onClose();
  };
  const saveMine = async () => {
    if (!flow || isSaving) return;
    setSaving(true);
    await session.saver.overwrite({ draft: draftOf(flow), version: flow.version });
    setSaving(false);
    const { status } = session.saver.state;
    if (status === "conflict") void newest.refetch();
    else if (status !== "refused") onClose();
  };
  const author = newest.data?.author;
  return (
    <Dialog
      title={t.title}
      description={flow && author ? t.text(author, flow.version) : t.textUnknown}
      size="lg"
      sticky
      onClose={onClose}
      footer={
        <>
          <KeepMine session={session} />
          <Button data-autofocus onClick={onClose}>
            {t.later}
          </Button>
        </>
      }
    >
      {newest.isError && <ErrorNote error={newest.error} onRetry={() => void newest.refetch()} />}
      <div className="grid gap-2.5 sm:grid-cols-2">
        <Choice icon={FileInput} title={t.theirs} disabled={!flow} onClick={takeTheirs}>
          {t.theirsHint}
        </Choice>
        <Choice
          icon={Save}
          title={t.mine}
          disabled={!flow}
          isPending={isSaving}
          onClick={() => void saveMine()}
        >
          {t.mineHint}
        </Choice>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  icon: LucideIcon;
  title: string;
  disabled: boolean;
  isPending?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Choice({ icon: Icon, title, disabled, isPending, onClick, children }: ChoiceProps) {
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={onClick}
      className="flex items-start gap-3 rounded-lg border border-line-strong bg-surface p-3.5 text-left transition-colors hover:border-accent hover:bg-accent-soft disabled:opacity-55"
    >
      {isPending ? <Spinner /> : <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0 text-accent-fg" />}
      <span>
        <span className="block font-medium">{title}</span>
        <span className="mt-0.5 block text-sm text-muted">{children}</span>
      </span>
    </button>
  );
}
