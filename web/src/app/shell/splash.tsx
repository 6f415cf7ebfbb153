import { useEffect, type ReactNode } from "react";
import { auth } from "@/api/client";
import { strings } from "@/app/strings";
import { ErrorNote } from "@/ui/error-note";
import { LogoMark } from "@/ui/logo";
import { PageTitle } from "@/ui/page";

const RETRY_MS = 4_000;

/** While it is found out who is there. */
export function Splash({ children }: { children?: ReactNode }) {
  return (
    <div className="grid min-h-dvh place-items-center p-6">
      <div className="flex w-full max-w-md flex-col items-center gap-5">
        <LogoMark className={children ? "size-10" : "size-10 animate-pulse"} />
        {children ?? (
          <p role="status" className="sr-only">
            {strings.identity.starting}
          </p>
        )}
      </div>
    </div>
  );
}

const startAgain = () => void auth.start();

/** When the server did not answer at the start: tries again by itself. */
export function Unreachable({ error, onRetry = startAgain }: { error: unknown; onRetry?: () => void }) {
  useEffect(() => {
    const timer = setInterval(onRetry, RETRY_MS);
    return () => clearInterval(timer);
  }, [onRetry]);
  return (
    <Splash>
      <PageTitle title={strings.shell.unreachable} />
      <ErrorNote error={error} onRetry={onRetry} className="w-full" />
      <p className="text-sm text-muted">{strings.identity.unreachableHint}</p>
    </Splash>
  );
}
