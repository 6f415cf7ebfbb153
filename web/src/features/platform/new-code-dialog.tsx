import { useId, useState } from "react";
import { api, ok } from "@/api/client";
import { queryClient } from "@/app/query";
import { strings } from "@/app/strings";
import { platform } from "@/app/strings/platform";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { SelectField, TextField } from "@/ui/field";
import { SecretField } from "@/ui/secret-field";
import { useSubmit } from "@/ui/use-submit";
import { codesQuery } from "./queries";

const t = platform.codes;

/** Makes an invite code, then shows it, this once. */
export function NewCodeDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const [made, setMade] = useState<string | null>(null);
  const form = useSubmit(
    ["label", "max_uses", "expires_in_days"],
    async ({ label, max_uses, expires_in_days }) => {
      const body = { label, max_uses: Number(max_uses), expires_in_days: Number(expires_in_days) };
      const { code } = await ok(api.POST("/api/v1/platform/invite-codes", { body }));
      await queryClient.invalidateQueries({ queryKey: codesQuery.queryKey });
      setMade(code);
    },
  );
  if (made !== null) return <Shown code={made} onClose={onClose} />;
  return (
    <Dialog
      title={t.dialogTitle}
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
      <form id={id} onSubmit={form.onSubmit} noValidate className="space-y-4">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <TextField
          label={t.label}
          name="label"
          placeholder={t.labelPlaceholder}
          autoComplete="off"
          maxLength={100}
          required
          error={form.errors.label}
        />
        <TextField
          label={t.maxUses}
          name="max_uses"
          type="number"
          inputMode="numeric"
          min={1}
          defaultValue="1"
          required
          error={form.errors.max_uses}
        />
        <SelectField
          label={t.expiry}
          name="expires_in_days"
          defaultValue="30"
          error={form.errors.expires_in_days}
        >
          {Object.entries(t.expiries).map(([days, text]) => (
            <option key={days} value={days}>
              {text}
            </option>
          ))}
        </SelectField>
      </form>
    </Dialog>
  );
}

function Shown({ code, onClose }: { code: string; onClose: () => void }) {
  return (
    <Dialog
      title={t.shownTitle}
      description={t.shownText}
      sticky
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t.done}
        </Button>
      }
    >
      <div className="space-y-4">
        <SecretField label={t.code} value={code} />
        <SecretField
          label={t.link}
          value={`${location.origin}/register?invite=${encodeURIComponent(code)}`}
        />
      </div>
    </Dialog>
  );
}
