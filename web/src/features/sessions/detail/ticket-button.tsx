import { Check, ClipboardCopy } from "lucide-react";
import { useState } from "react";
import type { Session } from "@/api/types";
import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import { copyText } from "@/ui/clipboard";
import { Dialog } from "@/ui/dialog";
import { toast } from "@/ui/toast";
import { exportSession } from "./queries";

const t = strings.session;

/** Puts the text for the ticket on the clipboard; shows it where the browser forbids that. */
export function TicketButton({ session }: { session: Session }) {
  const [pending, setPending] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const copy = async () => {
    setPending(true);
    try {
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
  };
  return (
    <>
      <Button
        variant="primary"
        icon={isCopied ? Check : ClipboardCopy}
        pending={pending}
        onClick={() => void copy()}
      >
        {t.copyTicket}
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
