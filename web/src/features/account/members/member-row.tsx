import { useMutation } from "@tanstack/react-query";
import { Bot, UserMinus } from "lucide-react";
import { useState } from "react";
import { api, ok } from "@/api/client";
import type { Member, Role } from "@/api/types";
import { queryClient } from "@/app/query";
import { useMe } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { account as words } from "@/app/strings/account";
import { meQuery } from "@/features/identity/queries";
import { Avatar } from "@/ui/avatar";
import { Badge } from "@/ui/badge";
import { IconButton } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { RelativeTime } from "@/ui/time";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { manages } from "../may";
import { membersQuery } from "../queries";
import { RoleSelect } from "../role-select";

const t = words.members;
const LISTS = membersQuery().queryKey.slice(0, 2);

/** A member. Admins change roles here and remove; an agent is managed on the agents' page. */
export function MemberRow({ member }: { member: Member }) {
  const me = useMe();
  const { user, role, joined_at, last_seen_at, is_agent } = member;
  const isMe = user.id === me.user.id;
  const canChange = manages(me) && !is_agent;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-60 items-center gap-3">
        <Avatar name={user.name} className="size-8" />
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2">
            <span className="font-medium wrap-anywhere">{user.name}</span>
            {isMe && <Badge tone="accent">{t.you}</Badge>}
            {is_agent && <Badge icon={Bot}>{t.agent}</Badge>}
          </p>
          {!is_agent && <p className="truncate text-sm text-muted">{user.email}</p>}
        </div>
      </div>
      <p className="text-sm text-muted max-sm:pl-11 sm:w-32">
        {last_seen_at ? (
          <>
            {t.seen} <RelativeTime at={last_seen_at} />
          </>
        ) : (
          t.neverSeen
        )}
        <span className="hidden text-faint sm:block">
          {t.joined} <RelativeTime at={joined_at} />
        </span>
      </p>
      <div className="flex items-center gap-1 ml-auto justify-end sm:w-44">
        {canChange ? (
          <>
            <RoleField member={member} isMe={isMe} />
            {!isMe && <Remove member={member} />}
          </>
        ) : (
          <span className="text-muted">{strings.identity.roles[role]}</span>
        )}
      </div>
    </li>
  );
}

function RoleField({ member: { user, role }, isMe }: { member: Member; isMe: boolean }) {
  const [wanted, setWanted] = useState<Role | null>(null);
  const change = useMutation({
    mutationFn: (role: Role) =>
      ok(
        api.PATCH("/api/v1/account/members/{user_id}", {
          params: { path: { user_id: user.id } },
          body: { role },
        }),
      ),
    onSuccess: async (_, role) => {
      toast.success(t.roleChanged(user.name, strings.identity.roles[role]));
      await queryClient.invalidateQueries({ queryKey: LISTS });
      // One's own rights are others now.
      if (isMe) await queryClient.invalidateQueries({ queryKey: meQuery.queryKey, exact: true });
    },
    onError: (error) => toast.problem(error),
    onSettled: () => setWanted(null),
  });
  return (
    <>
      <RoleSelect
        label={t.roleOf(user.name)}
        inList
        value={wanted ?? role}
        disabled={change.isPending}
        onChange={({ target }) => {
          const next = target.value as Role;
          setWanted(next);
          if (!isMe || next === "admin") change.mutate(next);
        }}
      />
      {isMe && wanted !== null && wanted !== "admin" && (
        <ConfirmDialog
          title={t.demoteTitle}
          confirm={t.demote}
          pending={change.isPending}
          onConfirm={() => change.mutate(wanted)}
          onCancel={() => setWanted(null)}
        >
          {t.demoteText}
        </ConfirmDialog>
      )}
    </>
  );
}

function Remove({ member: { user } }: { member: Member }) {
  const [asking, setAsking] = useState(false);
  const remove = useOnce(async () => {
    await ok(api.DELETE("/api/v1/account/members/{user_id}", { params: { path: { user_id: user.id } } }));
    toast.success(t.removed(user.name));
    setAsking(false);
    await queryClient.invalidateQueries({ queryKey: ["account"] });
  });
  return (
    <>
      <IconButton icon={UserMinus} label={t.removeNamed(user.name)} onClick={() => setAsking(true)} />
      {asking && (
        <ConfirmDialog
          title={t.removeTitle(user.name)}
          confirm={t.remove}
          pending={remove.pending}
          onConfirm={remove.run}
          onCancel={() => setAsking(false)}
        >
          <p>{t.removeText}</p>
          {remove.problem !== null && <ErrorNote error={remove.problem} className="mt-3" />}
        </ConfirmDialog>
      )}
    </>
  );
}
