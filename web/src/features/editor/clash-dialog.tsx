import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useMe } from "@/app/shell/use-auth";
import { editor } from "@/app/strings/editor";
import { ConflictList } from "@/features/merge/conflict-list";
import { answersTo, choicesFor, resolutionsOf, type Answers } from "@/features/merge/resolve";
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
  /** What clashes; while its answers are being saved, what they are for. */
  state: Clash;
  /** What was answered so far, also to what clashed before. */
  answers: Answers;
  onAnswer: (answers: Answers) => void;
  onClose: () => void;
}

export type Clash = Extract<SaveState, { status: "conflict" }>;

/** What somebody else has changed in another way: asks of each whose it becomes, and saves. */
export function ClashDialog({ flowId, session, state, answers, onAnswer, onClose }: ClashDialogProps) {
  const { user } = useMe();
  const { draft } = session;
  const [isSaving, setSaving] = useState(false);
  const [asksAgain, setAsksAgain] = useState(false);
  const list = useRef<HTMLDivElement>(null);
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
  const choices = choicesFor(conflicts, answers);
  const resolutions = resolutionsOf(conflicts, choices);
  const save = async () => {
    if (!resolutions || isSaving) return;
    setSaving(true);
    await session.saver.resolve(resolutions);
    setSaving(false);
    const { status } = session.saver.state;
    if (status === "conflict") setAsksAgain(true);
    // Why it is refused is said in place of this.
    else if (status !== "refused") onClose();
  };
  // Somebody was faster once more: on to what is new.
  useEffect(() => {
    if (!asksAgain || isSaving) return;
    list.current?.querySelector<HTMLElement>("fieldset[data-open] input")?.focus();
  }, [asksAgain, isSaving, state]);
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
      <p role="status" className="mb-3 font-medium empty:hidden">
        {asksAgain && !isSaving && t.again}
      </p>
      <div ref={list}>
        <ConflictList
          conflicts={conflicts}
          choices={choices}
          onChoose={(chosen) => onAnswer({ ...answers, ...answersTo(conflicts, chosen) })}
          sides={{ ours: t.yours, theirs: t.theirs(theirs?.author) }}
          documents={documents}
        />
      </div>
    </Dialog>
  );
}
