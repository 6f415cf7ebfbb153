import { Link } from "@tanstack/react-router";
import type { Ref } from "react";
import { strings } from "@/app/strings";
import { run as words } from "@/app/strings/run";
import { Spinner } from "@/ui/spinner";
import { OutcomeIcon } from "@/ui/status";
import type { Run } from "./use-run";

const t = words.completeForm;

/** After completing, until the server has everything. */
export function Completing({ run, headingRef }: { run: Run; headingRef: Ref<HTMLHeadingElement> }) {
  const { session, recording } = run;
  const isSaved = recording.sync === "saved";
  return (
    <div className="card flex flex-col items-center gap-3 px-6 py-12 text-center">
      {session.outcome && <OutcomeIcon outcome={session.outcome} className="size-8" />}
      <h1 ref={headingRef} tabIndex={-1} data-page-heading className="text-2xl font-semibold tracking-tight">
        {session.outcome ? strings.common.outcomes[session.outcome] : t.done}
      </h1>
      {isSaved ? (
        <Link
          to="/sessions/$sessionId"
          params={{ sessionId: session.id }}
          className="font-medium text-accent-fg underline underline-offset-3"
        >
          {words.toReport}
        </Link>
      ) : (
        <p role="status" className="flex items-center gap-2 text-muted">
          {recording.sync === "offline" ? (
            t.offline
          ) : (
            <>
              <Spinner /> {t.sending}
            </>
          )}
        </p>
      )}
    </div>
  );
}
