import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { queryClient } from "@/app/query";
import { strings } from "@/app/strings";
import { self } from "@/app/strings/self";
import { Button } from "@/ui/button";
import { Checkbox } from "@/ui/check";
import { CodeBlock } from "@/ui/code-block";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { SelectField, TextField } from "@/ui/field";
import { SecretField } from "@/ui/secret-field";
import { SkeletonRows } from "@/ui/skeleton";
import { useSubmit } from "@/ui/use-submit";
import { scopesQuery } from "../queries";
import { EXPIRIES, expiresAt, type Expiry } from "./expiry";
import { scopesOf } from "./scopes";
import type { TokenSource } from "./source";

const t = self.tokens;

/** Makes a token, then shows it, this once. */
export function NewTokenDialog({ source, onClose }: { source: TokenSource; onClose: () => void }) {
  const [made, setMade] = useState<string | null>(null);
  return made === null ? (
    <TokenForm source={source} onMade={setMade} onClose={onClose} />
  ) : (
    <Shown token={made} onClose={onClose} />
  );
}

interface TokenFormProps {
  source: TokenSource;
  onMade: (token: string) => void;
  onClose: () => void;
}

function TokenForm({ source, onMade, onClose }: TokenFormProps) {
  const id = useId();
  const all = useQuery(scopesQuery);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isIncomplete, setIncomplete] = useState(false);
  const form = useSubmit(["name", "expiry", "scopes"], async ({ name, expiry }) => {
    setIncomplete(chosen.size === 0);
    if (chosen.size === 0) return;
    const made = await source.create({
      name,
      scopes: [...chosen],
      expires_at: expiresAt(expiry as Expiry),
    });
    await queryClient.invalidateQueries({ queryKey: source.query.queryKey });
    onMade(made.token);
  });
  const toggle = (scope: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(scope);
    else next.delete(scope);
    setChosen(next);
    setIncomplete(false);
  };
  const scopeError = form.errors.scopes ?? (isIncomplete ? t.scopesMissing : undefined);
  return (
    <Dialog
      title={source.agent ? t.dialogTitleOf(source.agent) : t.dialogTitle}
      size="lg"
      sticky
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" form={id} variant="primary" pending={form.pending}>
            {t.submit}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.onSubmit} noValidate className="space-y-5">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <div className="grid gap-4 sm:grid-cols-[1fr_11rem]">
          <TextField
            label={t.name}
            name="name"
            placeholder={t.namePlaceholder}
            autoComplete="off"
            maxLength={100}
            required
            error={form.errors.name}
          />
          <SelectField label={t.expiry} name="expiry" defaultValue="90" error={form.errors.expiry}>
            {EXPIRIES.map((value) => (
              <option key={value} value={value}>
                {t.expiries[value]}
              </option>
            ))}
          </SelectField>
        </div>
        {all.isPending && <SkeletonRows rows={3} label={strings.common.loading} />}
        {all.isError && <ErrorNote error={all.error} onRetry={() => void all.refetch()} />}
        {all.data && (
          <fieldset aria-describedby={scopeError ? `${id}-scopes` : undefined}>
            <legend className="mb-2 font-medium">{t.scopes}</legend>
            <div className="grid gap-x-6 gap-y-2.5 sm:grid-cols-2">
              {scopesOf(source.role, all.data.items).map(({ scope, description }) => (
                <Checkbox
                  key={scope}
                  label={scope}
                  hint={description}
                  checked={chosen.has(scope)}
                  onChange={(event) => toggle(scope, event.target.checked)}
                />
              ))}
            </div>
            {scopeError && (
              <p id={`${id}-scopes`} role="alert" className="mt-2 text-sm text-danger-fg">
                {scopeError}
              </p>
            )}
          </fieldset>
        )}
      </form>
    </Dialog>
  );
}

function Shown({ token, onClose }: { token: string; onClose: () => void }) {
  const example = `curl -H "Authorization: Bearer ${token}" \\\n  ${location.origin}/api/v1/auth/me`;
  return (
    <Dialog
      title={t.shownTitle}
      description={t.shownText}
      size="lg"
      sticky
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t.done}
        </Button>
      }
    >
      <div className="space-y-4">
        <SecretField label={t.token} value={token} />
        <CodeBlock code={example} label={t.example} />
      </div>
    </Dialog>
  );
}
