import { useBlocker } from "@tanstack/react-router";
import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import { ConfirmDialog } from "@/ui/dialog";
import type { EditorSession } from "./session";

/** So long a last save may take before it is asked whether to leave without it. */
const PATIENCE_MS = 4_000;

/** Leaving saves first. Only when that does not work it is asked. */
export function LeaveGuard({ session }: { session: EditorSession }) {
  const blocker = useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname || !session.saver.isDirty) return false;
      const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS));
      return !(await Promise.race([session.saver.saveNow(), late]));
    },
    enableBeforeUnload: () => session.saver.isDirty,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  const t = strings.shell.unsaved;
  return (
    <ConfirmDialog
      title={editor.leave.title}
      confirm={t.leave}
      cancel={t.stay}
      onConfirm={blocker.proceed}
      onCancel={blocker.reset}
    >
      {editor.leave.text}
    </ConfirmDialog>
  );
}
