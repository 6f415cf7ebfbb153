import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import type { SessionSummary } from "@/api/types";
import { strings } from "@/app/strings";
import { home as t } from "@/app/strings/home";
import { inWords } from "@/flow-model/variables";
import { formatSpan } from "@/ui/format";
import { KindTile } from "@/ui/kind";
import { ProgressBar } from "@/ui/progress";
import { RelativeTime } from "@/ui/time";

/** An open session: where it stands, and the way back into it. */
export function ResumeCard({ session }: { session: SessionSummary }) {
  const { tree, progress } = session;
  const about = [session.ticket_number, session.client_name].filter(Boolean).join(" · ");
  return (
    <li className="card group relative flex flex-col gap-3 p-4 transition-colors hover:border-line-strong">
      <div className="flex items-start gap-3">
        <KindTile kind={tree.tree_type} />
        <div className="min-w-0 flex-1">
          <Link
            to="/sessions/$sessionId/run"
            params={{ sessionId: session.id }}
            aria-label={t.resumeSession(tree.name)}
            className="block truncate font-medium after:absolute after:inset-0"
          >
            {tree.name}
          </Link>
          <p className="truncate text-sm text-faint">
            {about && `${about} · `}
            <RelativeTime at={session.started_at} />
          </p>
        </div>
        <ArrowRight
          aria-hidden
          className="mt-1 size-4 text-faint transition-transform group-hover:translate-x-0.5 group-hover:text-accent-fg"
        />
      </div>
      <div className="rounded-md bg-subtle px-3 py-2">
        <p className="truncate text-sm">
          <span className="text-faint">{t.atStep} </span>
          {session.current_title
            ? inWords(session.current_title)
            : strings.common.sessionStatus[session.status]}
        </p>
        {progress && progress.total > 0 && (
          <ProgressBar
            value={progress.done / progress.total}
            label={t.progressOf(tree.name)}
            className="mt-2"
          />
        )}
      </div>
      {session.steps_taken > 0 && (
        <p className="mt-auto text-sm text-faint">
          {strings.common.steps(session.steps_taken)} · {formatSpan(session.active_seconds)}
        </p>
      )}
    </li>
  );
}
