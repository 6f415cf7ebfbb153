import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { api, auth, ok } from "@/api/client";
import type { Account } from "@/api/types";
import { useMe } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { account as words } from "@/app/strings/account";
import { Button } from "@/ui/button";
import { ConfirmDialog, Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { TextField } from "@/ui/field";
import { SettingsCard } from "@/ui/settings-card";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { useSubmit } from "@/ui/use-submit";
import { manages } from "../may";

const t = words.overview;

/** The ways out: leaving, and for admins the deletion of it all. */
export function DangerZone({ account }: { account: Account }) {
  const me = useMe();
  const [asking, setAsking] = useState<"leave" | "remove" | null>(null);
  const close = () => setAsking(null);
  // One's own account is left by deleting it.
  const canLeave = me.memberships.length > 1 && account.type === "organization";
  return (
    <>
      {canLeave && (
        <SettingsCard
          title={t.leave}
          description={t.leaveText}
          action={
            <Button variant="danger" onClick={() => setAsking("leave")}>
              {t.leaveAction}
            </Button>
          }
        />
      )}
      {manages(me) && (
        <SettingsCard
          danger
          title={t.remove}
          description={t.removeText}
          action={
            <Button variant="danger" onClick={() => setAsking("remove")}>
              {t.removeAction}
            </Button>
          }
        />
      )}
      {asking === "leave" && <LeaveDialog account={account} onClose={close} />}
      {asking === "remove" && <DeleteDialog account={account} onClose={close} />}
    </>
  );
}

function LeaveDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { user } = useMe();
  const leave = useOnce(async () => {
    await ok(api.DELETE("/api/v1/account/members/{user_id}", { params: { path: { user_id: user.id } } }));
    auth.forget();
    toast.success(t.left(account.name));
  });
  return (
    <ConfirmDialog
      title={t.leaveTitle(account.name)}
      confirm={t.leaveAction}
      pending={leave.pending}
      onConfirm={leave.run}
      onCancel={onClose}
    >
      <p>{t.leaveConfirm}</p>
      {leave.problem !== null && <ErrorNote error={leave.problem} className="mt-3" />}
    </ConfirmDialog>
  );
}

function DeleteDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { memberships } = useMe();
  const navigate = useNavigate();
  const id = useId();
  const [typed, setTyped] = useState("");
  const form = useSubmit(["name"], async ({ name }) => {
    const { id } = await ok(api.DELETE("/api/v1/account", { body: { name } }));
    // Away from the pages of who is signed in, before nobody is.
    await navigate({ to: "/deleting/$deletionId", params: { deletionId: id }, replace: true });
    auth.forget();
  });
  return (
    <Dialog
      title={t.removeTitle(account.name)}
      sticky
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button
            type="submit"
            form={id}
            variant="danger"
            disabled={typed !== account.name}
            pending={form.pending}
          >
            {t.removeConfirm}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.onSubmit} noValidate className="space-y-4">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <ul className="list-disc space-y-1 pl-5 text-muted">
          {t.removeList.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {memberships.length === 1 && <li className="text-fg">{t.removeAlone}</li>}
        </ul>
        <TextField
          label={t.removeType(account.name)}
          name="name"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={form.errors.name}
        />
      </form>
    </Dialog>
  );
}
