import { useState } from "react";
import { editor } from "@/app/strings/editor";
import type { Answers } from "@/features/merge/resolve";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { ClashDialog, type Clash } from "./clash-dialog";
import type { EditorSession } from "./session";
import { StaleDialog } from "./stale-dialog";
import { useSaveState } from "./use-editor";

const t = editor.save;
const NONE: Answers = {};

export interface SaveDialogsProps {
  flowId: string;
  session: EditorSession;
  isOpen: boolean;
  onClose: () => void;
}

/** What hinders the saving, as a question to the person. What was answered is kept until it is saved. */
export function SaveDialogs({ flowId, session, isOpen, onClose }: SaveDialogsProps) {
  const saving = useSaveState(session);
  const [answers, setAnswers] = useState(NONE);
  /** What is asked about, also while the answers are on their way. */
  const [clash, setClash] = useState<Clash | null>(null);
  const isSaved = saving.status === "saved";
  const next = saving.status === "conflict" ? saving : isOpen && !isSaved ? clash : null;
  if (next !== clash) setClash(next);
  if (isSaved && answers !== NONE) setAnswers(NONE);

  if (!isOpen) return null;
  if (saving.status === "refused") {
    return (
      <Dialog title={t.refusedTitle} description={t.refusedText} onClose={onClose}>
        <ErrorNote error={saving.problem} />
      </Dialog>
    );
  }
  if (!clash) return null;
  return clash.conflicts.length > 0 ? (
    <ClashDialog
      flowId={flowId}
      session={session}
      state={clash}
      answers={answers}
      onAnswer={setAnswers}
      onClose={onClose}
    />
  ) : (
    <StaleDialog flowId={flowId} session={session} onClose={onClose} />
  );
}
