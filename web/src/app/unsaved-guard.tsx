import { useBlocker } from "@tanstack/react-router";
import { strings } from "@/app/strings";
import { ConfirmDialog } from "@/ui/dialog";

/** Asks before leaving a page (or closing the tab) while `when` holds: there is work that is not saved. */
export function UnsavedGuard({ when }: { when: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  const t = strings.shell.unsaved;
  return (
    <ConfirmDialog
      title={t.title}
      confirm={t.leave}
      cancel={t.stay}
      onConfirm={blocker.proceed}
      onCancel={blocker.reset}
    >
      {t.text}
    </ConfirmDialog>
  );
}
