import { Link } from "@tanstack/react-router";
import { Play } from "lucide-react";
import type { SessionSummary } from "@/api/types";
import { strings } from "@/app/strings";
import { history as t } from "@/app/strings/history";
import { inWords } from "@/flow-model/variables";
import { ButtonLink } from "@/ui/button";
import { formatSpan } from "@/ui/format";
import { KindTile } from "@/ui/kind";
import { SessionBadge } from "@/ui/status";
import { RelativeTime } from "@/ui/time";

/** A session in a list: what it ran, how it stands, and the way back into it. */
export function SessionRow({ session }: { session: SessionSummary }) {
  const { tree } = session;
  const isOpen = session.status === "in_progress" || session.status === "prepared";
  const about = [session.ticket_number, session.client_name].filter(Boolean).join(" · ");
  const work = session.active_seconds > 0 && formatSpan(session.active_seconds);
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3 transition-colors hover:bg-hover">
      <div className="flex min-w-0 flex-1 basis-0 items-center gap-3">
        <KindTile kind={tree.tree_type} />
        <div className="min-w-0">
          <Link
            to="/sessions/$sessionId"
            params={{ sessionId: session.id }}
            className="block truncate font-medium after:absolute after:inset-0"
          >
            {tree.name}
          </Link>
          <p className="truncate text-sm text-muted">
            {about ||
              (isOpen && session.current_title && inWords(session.current_title)) ||
              session.user.name}
          </p>
        </div>
      </div>
      {/* In columns where there is room for them, else a line below. */}
      <div className="order-last flex basis-full flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted xl:order-none xl:contents">
        <div className="xl:w-28">
          <SessionBadge status={session.status} outcome={session.outcome} />
        </div>
        <p className="xl:w-36">
          {[strings.common.steps(session.steps_taken), work].filter(Boolean).join(" · ")}
        </p>
        <p className="max-w-full truncate xl:w-32">{session.user.name}</p>
        <RelativeTime at={session.started_at} className="xl:w-28" />
      </div>
      <div className="relative flex justify-end xl:w-24">
        {isOpen && (
          <ButtonLink
            size="sm"
            icon={Play}
            to="/sessions/$sessionId/run"
            params={{ sessionId: session.id }}
            aria-label={t.resumeNamed(tree.name)}
          >
            {t.resume}
          </ButtonLink>
        )}
      </div>
    </li>
  );
}
