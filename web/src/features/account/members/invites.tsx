import { useQuery } from "@tanstack/react-query";
import { Link2, Mail } from "lucide-react";
import { api, ok } from "@/api/client";
import type { Invite } from "@/api/types";
import { queryClient } from "@/app/query";
import { strings } from "@/app/strings";
import { account as words } from "@/app/strings/account";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Section } from "@/ui/card";
import { ErrorNote } from "@/ui/error-note";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { invitesQuery } from "../queries";

const t = words.invites;

/** Invitations that can still be taken. */
export function Invites() {
  const invites = useQuery(invitesQuery);
  return (
    <Section title={t.title}>
      {invites.isPending && <SkeletonRows rows={2} label={t.loading} />}
      {invites.isError && <ErrorNote error={invites.error} onRetry={() => void invites.refetch()} />}
      {invites.data?.items.length === 0 && <p className="text-muted">{t.none}</p>}
      {invites.data && invites.data.items.length > 0 && (
        <ul aria-label={t.title} className="card divide-y divide-line">
          {invites.data.items.map((invite) => (
            <InviteRow key={invite.id} invite={invite} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function InviteRow({ invite }: { invite: Invite }) {
  const { id, email, role, uses, max_uses, expires_at, created_by } = invite;
  const Icon = email ? Mail : Link2;
  const name = email ?? t.byLink;
  const revoke = useOnce(async () => {
    try {
      await ok(api.DELETE("/api/v1/account/invites/{id}", { params: { path: { id } } }));
      toast.success(t.revoked);
    } catch (error) {
      toast.problem(error);
    }
    await queryClient.invalidateQueries({ queryKey: invitesQuery.queryKey });
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="inline-flex size-8 shrink-0 items-center justify-center rounded-lg border border-line bg-subtle text-muted">
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 flex-1 basis-36">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium wrap-anywhere">{name}</span>
          <Badge>{strings.identity.roles[role]}</Badge>
        </p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          {max_uses > 1 && <span>{t.uses(uses, max_uses)}</span>}
          <span>
            {t.expires} <RelativeTime at={expires_at} />
          </span>
          <span>{t.by(created_by.name)}</span>
        </p>
      </div>
      <Button size="sm" aria-label={t.revokeNamed(name)} pending={revoke.pending} onClick={revoke.run}>
        {t.revoke}
      </Button>
    </li>
  );
}
