import { Check, ClipboardCopy } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { Session } from "@/api/types";
import { usePageActions, type Action } from "@/app/actions";
import { useShortcut } from "@/app/character-keys";
import { session as t } from "@/app/strings/history";
import { Button } from "@/ui/button";
import { copyText } from "@/ui/clipboard";
import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";
import { toast } from "@/ui/toast";
import type { LabelsDraft } from "./labels-draft";
import { exportSession } from "./queries";

/** As on the run page, where it copies a command. */
const COPY_KEY = "y";

/** Puts the text for the ticket on the clipboard; shows it where the browser forbids that. */
export function TicketButton({ session, labels }: { session: Session; labels: LabelsDraft }) {
  const [pending, setPending] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const copy = useCallback(async () => {
    setPending(true);
    try {
      // What was just typed belongs in the text.
      if (!(await labels.save())) {
        toast.refusal(t.notCopied, t.notCopiedText);
        return;
      }
      const { content } = await exportSession(session.id, "ticket");
      if (await copyText(content)) {
        setCopied(true);
        toast.success(t.ticketCopied);
      } else {
        setShown(content);
      }
    } catch (error) {
      toast.problem(error);
    } finally {
      setPending(false);
    }
  }, [session.id, labels]);
  const shortcut = useShortcut(COPY_KEY);
  usePageActions(useMemo(() => [keyOf(copy)], [copy]));
  return (
    <>
      <Button
        variant="primary"
        icon={isCopied ? Check : ClipboardCopy}
        pending={pending}
        aria-keyshortcuts={shortcut}
        onClick={() => void copy()}
      >
        {t.copyTicket}
        <Kbd
          silent
          keys={COPY_KEY}
          className="*:border-current/35 *:bg-transparent *:text-inherit max-lg:hidden touch:hidden"
        />
      </Button>
      {shown !== null && (
        <Dialog title={t.ticketText} description={t.ticketRefused} size="lg" onClose={() => setShown(null)}>
          <pre className="max-h-96 overflow-auto rounded-md bg-subtle p-3 font-mono text-sm whitespace-pre-wrap">
            {shown}
          </pre>
        </Dialog>
      )}
    </>
  );
}

function keyOf(copy: () => Promise<void>): Action {
  return {
    id: "session-copy-ticket",
    label: t.copyTicket,
    group: "page",
    icon: ClipboardCopy,
    keys: COPY_KEY,
    run: () => void copy(),
  };
}
