import { CircleCheckBig, Clock, Play } from "lucide-react";
import { useMemo, useState } from "react";
import type { Session } from "@/api/types";
import { usePageActions, type Action } from "@/app/actions";
import { session as t } from "@/app/strings/history";
import { findNode } from "@/flow-model/links";
import { fill, named } from "@/flow-model/variables";
import { Button, ButtonLink } from "@/ui/button";
import { formatPeriod, formatSpan } from "@/ui/format";
import { SessionBadge } from "@/ui/status";
import { CompleteDialog } from "./complete-dialog";
import { ExportMenu } from "./export-menu";
import type { LabelsDraft } from "./labels-draft";
import { TicketButton } from "./ticket-button";

interface StateCardProps {
  session: Session;
  /** What is typed about it: what is handed over has it, too. */
  labels: LabelsDraft;
}

/** How a session stands, with the next thing to do: go on and complete, or hand over what came of it. */
export function StateCard(props: StateCardProps) {
  return props.session.completed_at ? <Ended {...props} /> : <UnderWay {...props} />;
}

function UnderWay({ session, labels }: StateCardProps) {
  const [completing, setCompleting] = useState(false);
  const node =
    session.flow && session.current_node_id ? findNode(session.flow, session.current_node_id) : undefined;
  usePageActions(useMemo(() => keysOf(session, () => setCompleting(true)), [session]));
  return (
    <div className="card flex flex-wrap items-center justify-between gap-4 border-accent p-4">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{t.underWay}</p>
        <p className="text-muted wrap-anywhere">
          {node
            ? t.standsAt(fill(node.title, named(session.flow?.intake ?? [], session.variables)))
            : t.standsAtEnd}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {session.permissions.record && (
          <>
            <ButtonLink
              variant="primary"
              icon={Play}
              to="/sessions/$sessionId/run"
              params={{ sessionId: session.id }}
            >
              {t.resume}
            </ButtonLink>
            <Button onClick={() => setCompleting(true)}>{t.complete}</Button>
          </>
        )}
        <ExportMenu session={session} labels={labels} />
      </div>
      {completing && <CompleteDialog session={session} onClose={() => setCompleting(false)} />}
    </div>
  );
}

function keysOf({ id, permissions }: Session, complete: () => void): Action[] {
  const page = { group: "page" as const, enabled: () => permissions.record };
  return [
    {
      ...page,
      id: "session-resume",
      label: t.resume,
      icon: Play,
      keys: "r",
      run: ({ navigate }) => void navigate({ to: "/sessions/$sessionId/run", params: { sessionId: id } }),
    },
    { ...page, id: "session-complete", label: t.complete, icon: CircleCheckBig, keys: "c", run: complete },
  ];
}

function Ended({ session, labels }: StateCardProps) {
  return (
    <div className="card space-y-4 p-4 sm:p-5">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <SessionBadge status={session.status} outcome={session.outcome} />
          <span className="inline-flex items-center gap-1.5 text-muted">
            <Clock aria-hidden className="size-4" />
            {t.duration(formatSpan(session.active_seconds))}
          </span>
          <span className="text-muted">
            {formatPeriod(session.started_at, session.completed_at ?? session.started_at)}
          </span>
        </div>
        <div className="flex flex-wrap gap-2">
          <TicketButton session={session} labels={labels} />
          <ExportMenu session={session} labels={labels} />
        </div>
      </div>
      <Words title={t.outcomeNotes} text={session.outcome_notes} />
      <Words title={t.nextSteps} text={session.next_steps} />
    </div>
  );
}

function Words({ title, text }: { title: string; text?: string | null }) {
  if (!text) return null;
  return (
    <div>
      <h2 className="text-sm font-medium text-muted">{title}</h2>
      <p className="mt-0.5 wrap-anywhere whitespace-pre-wrap">{text}</p>
    </div>
  );
}
