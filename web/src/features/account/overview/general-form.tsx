import { useState } from "react";
import { api, ok } from "@/api/client";
import type { Account, UpdateAccount } from "@/api/types";
import { queryClient } from "@/app/query";
import { account as words } from "@/app/strings/account";
import { meQuery } from "@/features/identity/queries";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { TextField } from "@/ui/field";
import { SettingsCard } from "@/ui/settings-card";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { useSubmit } from "@/ui/use-submit";
import { accountQuery } from "../queries";

const t = words.overview;

/** Changes the account, and makes the answer known to every page. */
export async function updateAccount(changes: UpdateAccount): Promise<Account> {
  const account = await ok(api.PATCH("/api/v1/account", { body: changes }));
  queryClient.setQueryData(accountQuery.queryKey, account);
  // The name stands in the shell, too.
  void queryClient.invalidateQueries({ queryKey: meQuery.queryKey, exact: true });
  return account;
}

/** What the account is called; and for a personal one, the way to a team. */
export function GeneralForm({ account }: { account: Account }) {
  const [name, setName] = useState(account.name);
  const [slug, setSlug] = useState(account.slug);
  const form = useSubmit(["name", "slug"], async (wanted) => {
    const saved = await updateAccount(wanted);
    setName(saved.name);
    setSlug(saved.slug);
    toast.success(t.saved);
  });
  const isChanged = name !== account.name || slug !== account.slug;
  return (
    <SettingsCard title={t.general}>
      <form onSubmit={form.onSubmit} noValidate className="space-y-4">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t.name}
            name="name"
            autoComplete="organization"
            maxLength={100}
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
            error={form.errors.name}
          />
          <TextField
            label={t.slug}
            name="slug"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={60}
            required
            hint={t.slugHint}
            value={slug}
            onChange={(event) => setSlug(event.target.value)}
            error={form.errors.slug}
          />
        </div>
        <Button type="submit" variant="primary" disabled={!isChanged} pending={form.pending}>
          {t.save}
        </Button>
      </form>
      {account.type === "self" && <ToTeam />}
    </SettingsCard>
  );
}

function ToTeam() {
  const [asking, setAsking] = useState(false);
  const make = useOnce(async () => {
    const { name } = await updateAccount({ type: "organization" });
    setAsking(false);
    toast.success(t.madeTeam(name));
  });
  return (
    <div className="mt-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-line pt-5">
      <div className="min-w-0 flex-1 basis-72">
        <h3 className="font-medium">{t.toTeam}</h3>
        <p className="text-sm text-muted">{t.toTeamText}</p>
      </div>
      <Button onClick={() => setAsking(true)}>{t.toTeamAction}</Button>
      {asking && (
        <ConfirmDialog
          title={t.toTeamTitle}
          confirm={t.toTeamAction}
          variant="primary"
          pending={make.pending}
          onConfirm={make.run}
          onCancel={() => setAsking(false)}
        >
          <p>{t.toTeamConfirm}</p>
          {make.problem !== null && <ErrorNote error={make.problem} className="mt-3" />}
        </ConfirmDialog>
      )}
    </div>
  );
}
