import { CircleAlert, CircleCheck, CloudOff, GitMerge, Pencil, type LucideIcon } from "lucide-react";
import { editor } from "@/app/strings/editor";
import { cx } from "@/ui/cx";
import { Spinner } from "@/ui/spinner";
import type { SaveState } from "./saver";
import type { EditorSession } from "./session";
import { useSaveState } from "./use-editor";

const t = editor.save;

const LOOKS: Record<SaveState["status"], { icon: LucideIcon | null; tone: string }> = {
  saved: { icon: CircleCheck, tone: "text-faint" },
  changed: { icon: Pencil, tone: "text-faint" },
  saving: { icon: null, tone: "text-faint" },
  retrying: { icon: CloudOff, tone: "text-warning-fg" },
  conflict: { icon: GitMerge, tone: "text-danger-fg" },
  refused: { icon: CircleAlert, tone: "text-danger-fg" },
};

/** Whether what was edited is saved, and what can be done when it is not. */
export function SaveNote({ session, onSolve }: { session: EditorSession; onSolve: () => void }) {
  const state = useSaveState(session);
  const { icon: Icon, tone } = LOOKS[state.status];
  const offer =
    state.status === "retrying"
      ? { label: t.retryNow, run: session.saver.retryNow }
      : state.status === "conflict"
        ? { label: t.solve, run: onSolve }
        : state.status === "refused"
          ? { label: t.why, run: onSolve }
          : null;
  return (
    <span className={cx("flex min-w-0 items-center gap-1.5 text-sm", tone)}>
      {Icon ? <Icon aria-hidden className="size-3.5 shrink-0" /> : <Spinner className="size-3.5" />}
      {/* Only what needs attention is said aloud: saving goes on all the time. */}
      <span role={offer ? "alert" : undefined} className="truncate">
        {t[state.status]}
      </span>
      {offer && (
        <button
          type="button"
          onClick={offer.run}
          className="shrink-0 rounded-sm font-medium underline underline-offset-2 hover:no-underline touch:min-h-11"
        >
          {offer.label}
        </button>
      )}
    </span>
  );
}
