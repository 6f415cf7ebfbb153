import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleDot, CircleX, Undo2, type LucideIcon } from "lucide-react";
import type { Proposal, ProposalStatus } from "@/api/types";
import { proposals as t } from "@/app/strings/proposals";
import { Avatar } from "@/ui/avatar";
import { Badge, type Tone } from "@/ui/badge";
import { RelativeTime } from "@/ui/time";

const LOOKS: Record<ProposalStatus, { tone: Tone; icon: LucideIcon }> = {
  open: { tone: "info", icon: CircleDot },
  accepted: { tone: "success", icon: CircleCheck },
  declined: { tone: "danger", icon: CircleX },
  withdrawn: { tone: "neutral", icon: Undo2 },
};

export function ProposalBadge({ status }: { status: ProposalStatus }) {
  return <Badge {...LOOKS[status]}>{t.status[status]}</Badge>;
}

/** Proposals, a line each. */
export function ProposalLines({ proposals, label }: { proposals: readonly Proposal[]; label: string }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {proposals.map(({ id, tree, author, message, created_at, status, is_from_elsewhere }) => (
        <li
          key={id}
          className="relative flex items-start gap-3 px-4 py-3 transition-colors first:rounded-t-lg last:rounded-b-lg hover:bg-hover/60"
        >
          <Avatar name={author.name} />
          <div className="min-w-0 flex-1">
            <Link
              to="/proposals/$proposalId"
              params={{ proposalId: id }}
              className="font-medium wrap-anywhere after:absolute after:inset-0"
            >
              {t.to(tree.name)}
            </Link>
            <p className="line-clamp-2 text-muted wrap-anywhere">{message}</p>
            <p className="text-sm text-faint">
              {t.by(author.name)} · <RelativeTime at={created_at} />
            </p>
          </div>
          <span className="flex flex-wrap justify-end gap-1">
            {is_from_elsewhere && <Badge>{t.elsewhere}</Badge>}
            <ProposalBadge status={status} />
          </span>
        </li>
      ))}
    </ul>
  );
}
