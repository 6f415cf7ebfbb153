import { useMutation } from "@tanstack/react-query";
import type { Account } from "@/api/types";
import { account as words } from "@/app/strings/account";
import { Switch } from "@/ui/check";
import { SelectField } from "@/ui/field";
import { SettingsCard } from "@/ui/settings-card";
import { toast } from "@/ui/toast";
import { updateAccount } from "./general-form";

const t = words.overview;

type Policy = Pick<
  Account["settings"],
  "allow_public_shares" | "require_verified_email" | "session_retention_days"
>;

/** What holds for every member. Who may not change it reads it. */
export function Policies({ account, canChange }: { account: Account; canChange: boolean }) {
  return (
    <SettingsCard title={t.policies} description={t.policiesHint}>
      {canChange ? <PolicyForm account={account} /> : <PolicyList account={account} />}
    </SettingsCard>
  );
}

function PolicyForm({ account: { settings } }: { account: Account }) {
  const save = useMutation({
    mutationFn: (changes: Partial<Policy>) => updateAccount({ settings: changes }),
    onSuccess: () => toast.success(t.saved),
    onError: (error) => toast.problem(error),
  });
  // What was chosen shows at once, and goes back if it is refused.
  const shown = save.isPending ? { ...settings, ...save.variables } : settings;
  return (
    <div className="space-y-5">
      <Switch
        label={t.publicShares}
        hint={t.publicSharesHint}
        checked={shown.allow_public_shares}
        pending={save.isPending}
        onChange={(allow_public_shares) => save.mutate({ allow_public_shares })}
      />
      <Switch
        label={t.verifiedEmail}
        hint={t.verifiedEmailHint}
        checked={shown.require_verified_email}
        pending={save.isPending}
        onChange={(require_verified_email) => save.mutate({ require_verified_email })}
      />
      <SelectField
        label={t.retention}
        hint={t.retentionHint}
        className="max-w-80"
        value={shown.session_retention_days ?? ""}
        onChange={({ target: { value } }) =>
          save.mutate({ session_retention_days: value === "" ? null : Number(value) })
        }
      >
        {retentionsWith(shown.session_retention_days ?? null).map((days) => (
          <option key={days ?? ""} value={days ?? ""}>
            {retention(days)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}

function PolicyList({ account: { settings } }: { account: Account }) {
  const lines = [
    [t.publicShares, settings.allow_public_shares ? t.on : t.off],
    [t.verifiedEmail, settings.require_verified_email ? t.on : t.off],
    [t.retention, retention(settings.session_retention_days ?? null)],
  ] as const;
  return (
    <dl className="divide-y divide-line">
      {lines.map(([label, value]) => (
        <div key={label} className="flex justify-between gap-6 py-2 first:pt-0 last:pb-0">
          <dt>{label}</dt>
          <dd className="text-muted">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const OFFERED: readonly (number | null)[] = [null, 30, 90, 365, 730, 1825];

/** What is offered, and what was set by another way. */
function retentionsWith(days: number | null): readonly (number | null)[] {
  if (OFFERED.includes(days)) return OFFERED;
  return [...OFFERED, days].toSorted((one, other) => (one ?? 0) - (other ?? 0));
}

function retention(days: number | null): string {
  return t.retentions[days ?? ""] ?? t.retentionDays(days ?? 0);
}
