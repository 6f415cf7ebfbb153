import { CloudOff, CloudCheck, RotateCw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { run as words } from "@/app/strings/run";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Spinner } from "@/ui/spinner";
import { useDebounced } from "@/ui/use-debounced";
import type { Recording } from "./recorder";

const t = words.sync;
/** What is saved faster than this is not shown as under way. */
const NOTICEABLE_MS = 500;

/** Whether the server has everything. Told to screen readers only when the connection goes or comes back. */
export function SyncState({ recording, onRetry }: { recording: Recording; onRetry: () => void }) {
  const { sync, waiting } = recording;
  const lasting = useDebounced(sync, NOTICEABLE_MS);
  const shown = sync === "sending" && lasting !== "sending" ? "saved" : sync;
  const said = useSaid(recording);
  return (
    <span className="inline-flex items-center">
      <span
        className={cx(
          "inline-flex items-center gap-1.5 text-sm whitespace-nowrap",
          shown === "offline" ? "font-medium text-warning-fg" : "text-faint",
        )}
      >
        {shown === "sending" ? (
          <Spinner />
        ) : shown === "offline" ? (
          <CloudOff aria-hidden className="size-4" />
        ) : (
          <CloudCheck aria-hidden className="size-4" />
        )}
        <span className="max-sm:sr-only">
          {t[shown]}
          {shown === "offline" && `, ${t.waiting(waiting)}`}
        </span>
        {shown === "offline" && (
          <span aria-hidden className="tabular-nums sm:hidden">
            {waiting}
          </span>
        )}
      </span>
      {shown === "offline" && (
        <Button size="sm" variant="ghost" icon={RotateCw} onClick={onRetry} className="max-lg:hidden">
          {t.retry}
        </Button>
      )}
      <span role="status" className="sr-only">
        {said}
      </span>
    </span>
  );
}

function useSaid({ sync, waiting }: Recording): string {
  const wasOffline = useRef(false);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (sync === "offline" && !wasOffline.current) {
      wasOffline.current = true;
      setSaid(t.offlineText(waiting));
    } else if (sync === "saved" && wasOffline.current) {
      wasOffline.current = false;
      setSaid(t.backText);
    }
  }, [sync, waiting]);
  return said;
}
