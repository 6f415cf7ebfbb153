import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useMe } from "@/app/shell/use-auth";
import { editor } from "@/app/strings/editor";
import { ConflictList } from "@/features/merge/conflict-list";
import { resolutionsOf, type Choices } from "@/features/merge/resolve";
import { inDraft } from "@/flow-model/sync/rebase";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { KeepMine } from "./keep-mine";
import type { SaveState } from "./saver";
import type { EditorSession } from "./session";
import { fetchFlow, fetchVersions } from "./transport";

const t = editor.clash;

export interface ClashDialogProps {
  flowId: string;
  session: EditorSession;
  state: Extract<SaveState, { status: "conflict" }>;
  onClose: () => void;
}

/** What somebody else has changed in another way: asks of each whose it becomes, and saves. */
export function ClashDialog({ flowId, session, state, onClose }: ClashDialogProps) {
  const { user } = useMe();
  const { draft } = session;
  const [choices, setChoices] = useState<Choices>({});
  const [isSaving, setSaving] = useState(false);
  const { version } = session.saver;
  const theirs = useQuery({
    queryKey: ["clash", flowId, version, state],
    queryFn: async () => {
      const [flow, versions] = await Promise.all([fetchFlow(flowId), fetchVersions(flowId)]);
      const last = versions.find(({ author }) => author.id !== user.id);
      return { flow, author: last?.author.name };
    },
    gcTime: 0,
    staleTime: Infinity,
  }).data;

  const conflicts = useMemo(
    () =>
      state.problem
        ? state.conflicts
        : // What is here may have been edited since it was found out.
          state.conflicts.map((conflict) => ({ ...conflict, ours: inDraft(draft, conflict) })),
    [state, draft],
  );
  const resolutions = resolutionsOf(conflicts, choices);
  const save = async () => {
    if (!resolutions || isSaving) return;
    setSaving(true);
    await session.saver.resolve(resolutions);
    setSaving(false);
    // What clashes still, or anew, is shown by the page.
    if (session.saver.state.status !== "conflict") onClose();
  };
  const documents = [draft.document, ...(theirs ? [theirs.flow.tree_structure] : [])];
  return (
    <Dialog
      title={t.title}
      description={t.text(conflicts.length, theirs?.author)}
      size="xl"
      sticky
      onClose={onClose}
      footer={
        <>
          <KeepMine session={session} />
          <Button onClick={onClose}>{t.later}</Button>
          <Button variant="primary" pending={isSaving} disabled={!resolutions} onClick={() => void save()}>
            {t.save}
          </Button>
        </>
      }
    >
      <ConflictList
        conflicts={conflicts}
        choices={choices}
        onChoose={setChoices}
        sides={{ ours: t.yours, theirs: t.theirs(theirs?.author) }}
        documents={documents}
      />
    </Dialog>
  );
}
