import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api, ok } from "@/api/client";
import type { CreatedInvite, Role, Setup } from "@/api/types";
import { queryClient } from "@/app/query";
import { strings } from "@/app/strings";
import { account as words } from "@/app/strings/account";
import { setupQuery } from "@/features/identity/queries";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { TextField } from "@/ui/field";
import { SecretField } from "@/ui/secret-field";
import { Segmented } from "@/ui/segmented";
import { useSubmit } from "@/ui/use-submit";
import { invitesQuery } from "../queries";
import { RoleSelect } from "../role-select";

const t = words.invites;

/** Invites by a mail or by a link, then shows the link, this once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<CreatedInvite | null>(null);
  return made === null ? (
    <InviteForm onMade={setMade} onClose={onClose} />
  ) : (
    <Made invite={made} onAnother={() => setMade(null)} onClose={onClose} />
  );
}

function InviteForm({ onMade, onClose }: { onMade: (invite: CreatedInvite) => void; onClose: () => void }) {
  const id = useId();
  const [way, setWay] = useState<"email" | "link">("email");
  const [role, setRole] = useState<Role>("engineer");
  const form = useSubmit(["email", "max_uses", "role"], async ({ email, max_uses }) => {
    const to = way === "email" ? { email } : { max_uses: Number(max_uses) };
    onMade(await ok(api.POST("/api/v1/account/invites", { body: { role, ...to } })));
    await queryClient.invalidateQueries({ queryKey: invitesQuery.queryKey });
  });
  return (
    <Dialog
      title={t.dialogTitle}
      sticky
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" form={id} variant="primary" pending={form.pending}>
            {way === "email" ? t.submitEmail : t.submitLink}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.onSubmit} noValidate className="space-y-4">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <Segmented
          label={t.how}
          value={way}
          options={[
            { value: "email", label: t.ways.email },
            { value: "link", label: t.ways.link },
          ]}
          onChange={(way) => {
            setWay(way);
            form.reset();
          }}
          className="w-full"
        />
        {way === "email" ? (
          <TextField
            label={t.email}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
            required
            data-autofocus
            error={form.errors.email}
          />
        ) : (
          <TextField
            label={t.uses1}
            name="max_uses"
            type="number"
            inputMode="numeric"
            min={1}
            max={1000}
            defaultValue="1"
            required
            error={form.errors.max_uses}
          />
        )}
        <RoleSelect
          label={t.role}
          name="role"
          value={role}
          onChange={({ target }) => setRole(target.value as Role)}
          error={form.errors.role}
        />
      </form>
    </Dialog>
  );
}

interface MadeProps {
  invite: CreatedInvite;
  onAnother: () => void;
  onClose: () => void;
}

/** How the invitation goes on its way, by how the server's mails leave. */
export function told(email: string | null | undefined, mail: Setup["mail"] | undefined) {
  if (!email) return { title: t.madeTitle, description: t.madeText };
  return mail === "files"
    ? { title: t.unsentTitle, description: t.unsentText(email) }
    : { title: t.sentTitle, description: t.sentText(email) };
}

function Made({ invite, onAnother, onClose }: MadeProps) {
  const setup = useQuery(setupQuery);
  return (
    <Dialog
      {...told(invite.email, setup.data?.mail)}
      sticky
      onClose={onClose}
      footer={
        <>
          <Button onClick={onAnother}>{t.another}</Button>
          <Button variant="primary" onClick={onClose}>
            {t.done}
          </Button>
        </>
      }
    >
      <SecretField label={t.link} value={invite.url} />
    </Dialog>
  );
}
