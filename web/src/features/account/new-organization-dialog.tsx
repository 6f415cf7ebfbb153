import { useId } from "react";
import { api, auth, ok } from "@/api/client";
import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { TextField } from "@/ui/field";
import { toast } from "@/ui/toast";
import { useSubmit } from "@/ui/use-submit";

const t = strings.shell.organization;

/** Makes an account for a team, and goes there. */
export default function NewOrganizationDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const form = useSubmit(["name"], async ({ name }) => {
    const tenant = await ok(api.POST("/api/v1/account/organizations", { body: { name } }));
    toast.afterRestart(t.created(tenant.name));
    await auth.switchTenant(tenant.id, "/account/members");
  });
  return (
    <Dialog
      title={t.title}
      description={t.text}
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
          label={t.name}
          name="name"
          placeholder={t.placeholder}
          autoComplete="organization"
          maxLength={100}
          required
          error={form.errors.name}
        />
      </form>
    </Dialog>
  );
}
