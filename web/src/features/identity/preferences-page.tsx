import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, Monitor, Moon, Sun } from "lucide-react";
import { useState, type ReactNode } from "react";
import { api, ok } from "@/api/client";
import { queryClient } from "@/app/query";
import { useMe } from "@/app/shell/use-auth";
import { door } from "@/app/strings/door";
import { self } from "@/app/strings/self";
import { THEMES, useTheme } from "@/app/theme";
import { CharacterKeysSwitch } from "@/features/settings/character-keys-switch";
import { chooseTheme } from "@/features/settings/theme";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { ChoiceCards, PasswordField, TextField } from "@/ui/field";
import { Page } from "@/ui/page";
import { SettingsCard } from "@/ui/settings-card";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { useSubmit } from "@/ui/use-submit";
import { devicesQuery, meQuery, setupQuery } from "./queries";
import { SelfNav } from "./self-nav";

const t = self.preferences;

export default function PreferencesPage() {
  return (
    <Page title={t.title} width="narrow" nav={<SelfNav />}>
      <div className="space-y-6">
        <Profile />
        <Appearance />
        <Keys />
        <Password />
      </div>
    </Page>
  );
}

function Profile() {
  const { user } = useMe();
  const [name, setName] = useState(user.name);
  const form = useSubmit(["name"], async ({ name }) => {
    const me = await ok(api.PATCH("/api/v1/auth/me", { body: { name } }));
    queryClient.setQueryData(meQuery.queryKey, me);
    setName(me.user.name);
    toast.success(t.saved);
  });
  return (
    <SettingsCard title={t.profile}>
      <form onSubmit={form.onSubmit} noValidate className="space-y-4">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <TextField
          label={t.name}
          name="name"
          autoComplete="name"
          maxLength={200}
          hint={t.nameHint}
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={form.errors.name}
        />
        <Email />
        <Button type="submit" variant="primary" disabled={name === user.name} pending={form.pending}>
          {t.save}
        </Button>
      </form>
    </SettingsCard>
  );
}

function Email() {
  const { user } = useMe();
  const setup = useQuery(setupQuery);
  const send = useOnce(async () => {
    try {
      await ok(api.POST("/api/v1/auth/email/resend", { body: {} }));
      toast.success(setup.data?.mail === "files" ? t.resentAsFile : t.resent);
    } catch (error) {
      toast.problem(error);
    }
  });
  return (
    <div>
      <p className="mb-1.5 font-medium">{t.email}</p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 wrap-anywhere">{user.email}</span>
        {user.email_verified ? (
          <Badge tone="success" icon={CircleCheck}>
            {t.verified}
          </Badge>
        ) : (
          <>
            <Badge tone="warning" icon={CircleDashed}>
              {t.unverified}
            </Badge>
            <Button size="sm" pending={send.pending} onClick={send.run}>
              {t.resend}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

const ICONS: Record<(typeof THEMES)[number], ReactNode> = {
  system: <Monitor aria-hidden className="mt-0.5 size-4.5 shrink-0 text-muted" />,
  light: <Sun aria-hidden className="mt-0.5 size-4.5 shrink-0 text-muted" />,
  dark: <Moon aria-hidden className="mt-0.5 size-4.5 shrink-0 text-muted" />,
};

function Appearance() {
  const { tenant } = useMe();
  const theme = useTheme();
  return (
    <SettingsCard title={t.appearance} description={t.themeNote(tenant.name)}>
      <ChoiceCards
        legend={t.theme}
        name="theme"
        value={theme}
        onChange={chooseTheme}
        columns={3}
        options={THEMES.map((value) => ({ value, ...t.themes[value], icon: ICONS[value] }))}
      />
    </SettingsCard>
  );
}

function Keys() {
  const { tenant } = useMe();
  return (
    <SettingsCard title={t.keyboard} description={t.themeNote(tenant.name)}>
      <CharacterKeysSwitch />
    </SettingsCard>
  );
}

function Password() {
  const { user } = useMe();
  // A new form each time it was changed, with nothing left in it.
  const [changed, setChanged] = useState(0);
  const form = useSubmit(["current_password", "new_password"], async (passwords) => {
    await ok(api.POST("/api/v1/auth/password/change", { body: passwords }));
    setChanged((times) => times + 1);
    toast.success(t.passwordChanged, { detail: t.passwordChangedDetail });
    await queryClient.invalidateQueries({ queryKey: devicesQuery.queryKey });
  });
  return (
    <SettingsCard title={t.password} description={t.passwordNote}>
      <form key={changed} onSubmit={form.onSubmit} noValidate className="space-y-4">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        {/* Tells a password manager whose password it is. */}
        <input type="text" hidden readOnly autoComplete="username" value={user.email} />
        <PasswordField
          label={t.currentPassword}
          name="current_password"
          autoComplete="current-password"
          required
          hint={t.passwordForgotten}
          error={form.errors.current_password}
        />
        <PasswordField
          label={t.newPassword}
          name="new_password"
          autoComplete="new-password"
          minLength={12}
          required
          hint={door.passwordHint}
          error={form.errors.new_password}
        />
        <Button type="submit" variant="primary" pending={form.pending}>
          {t.changePassword}
        </Button>
      </form>
    </SettingsCard>
  );
}
