import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Unlink, UserPlus } from "lucide-react";
import { api, auth, ok } from "@/api/client";
import { toProblem } from "@/api/problem";
import type { InvitePreview, Me } from "@/api/types";
import { useAuthState } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { door } from "@/app/strings/door";
import { Button, ButtonLink } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { Skeleton } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { Door } from "./door";
import { inviteQuery, meQuery } from "./queries";

const t = door.invite;

export default function InvitePage() {
  const { code } = useParams({ from: "/open/invite/$code" });
  const invite = useQuery(inviteQuery(code));
  if (invite.data) return <Invitation code={code} invite={invite.data} />;
  if (invite.isError && toProblem(invite.error).isTransient) {
    return (
      <Door title={t.title} heading={t.title}>
        <ErrorNote error={invite.error} onRetry={() => void invite.refetch()} />
      </Door>
    );
  }
  if (invite.isError) {
    return (
      <Door title={t.title} heading={t.invalid} icon={Unlink} description={t.invalidText}>
        <ButtonLink to="/" size="lg" className="w-full">
          {t.home}
        </ButtonLink>
      </Door>
    );
  }
  return (
    <Door title={t.title} heading={t.title}>
      <div role="status" aria-label={t.loading} className="space-y-3">
        <Skeleton className="h-5 w-3/4" />
        <Skeleton className="h-11 w-full" />
      </div>
    </Door>
  );
}

function Invitation({ code, invite }: { code: string; invite: InvitePreview }) {
  const isSignedIn = useAuthState().status === "signed_in";
  const me = useQuery({ ...meQuery, enabled: isSignedIn });
  return (
    <Door
      title={t.title}
      heading={t.heading(invite.tenant.name)}
      icon={UserPlus}
      description={
        <>
          {t.description(invite.invited_by.name, strings.identity.roles[invite.role])}
          {invite.email_hint && ` ${t.for(invite.email_hint)}`}
        </>
      }
    >
      {isSignedIn ? (
        me.data && <Accept code={code} invite={invite} me={me.data} />
      ) : (
        <div className="space-y-3">
          <ButtonLink to="/register" search={{ invite: code }} variant="primary" size="lg" className="w-full">
            {t.register}
          </ButtonLink>
          <ButtonLink to="/sign-in" search={{ to: `/invite/${code}` }} size="lg" className="w-full">
            {t.signIn}
          </ButtonLink>
        </div>
      )}
      {isSignedIn && me.isError && <ErrorNote error={me.error} onRetry={() => void me.refetch()} />}
      <p className="mt-6 text-sm text-muted">
        {t.until} <RelativeTime at={invite.expires_at} />.
      </p>
    </Door>
  );
}

/** For who is signed in: joins, and goes on there. */
function Accept({ code, invite, me }: { code: string; invite: InvitePreview; me: Me }) {
  const accept = useOnce(async () => {
    const { tenant } = await ok(api.POST("/api/v1/invites/{code}/accept", { params: { path: { code } } }));
    toast.afterRestart(t.joined(tenant.name));
    await auth.switchTenant(tenant.id);
  });
  const refusal = accept.problem?.code;
  const there = me.memberships.find(({ tenant }) => tenant.name === invite.tenant.name)?.tenant;
  return (
    <div className="space-y-3">
      <p className="text-muted">
        {t.as} <span className="font-medium wrap-anywhere text-fg">{me.user.email}</span>.
      </p>
      {accept.problem !== null && <ErrorNote error={accept.problem} />}
      {refusal === "already_member" && there ? (
        <Button
          variant="primary"
          size="lg"
          className="w-full"
          onClick={() => void auth.switchTenant(there.id).catch(toast.problem)}
        >
          {t.open(there.name)}
        </Button>
      ) : (
        refusal !== "invite_for_another" && (
          <Button
            variant="primary"
            size="lg"
            className="w-full"
            pending={accept.pending}
            onClick={accept.run}
          >
            {t.accept}
          </Button>
        )
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="ghost" onClick={() => void auth.signOut()}>
          {t.another}
        </Button>
        <ButtonLink to="/" variant="ghost">
          {t.notNow}
        </ButtonLink>
      </div>
    </div>
  );
}
