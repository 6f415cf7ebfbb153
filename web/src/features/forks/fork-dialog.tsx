import { useNavigate } from "@tanstack/react-router";
import { ApiProblem } from "@/api/problem";
import type { Forkable } from "@/app/overlays";
import { strings } from "@/app/strings";
import { forks } from "@/app/strings/forks";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { TextArea, TextField } from "@/ui/field";
import { toast } from "@/ui/toast";
import { useSubmit } from "@/ui/use-submit";
import { forkFlow } from "./queries";

const t = forks.dialog;
const FORM = "fork";

/** Asks for a name and a reason, forks a flow and opens the fork. */
export default function ForkDialog({ flow, onClose }: { flow: Forkable; onClose: () => void }) {
  const navigate = useNavigate();
  const form = useSubmit(
    ["name", "reason"],
    async ({ name, reason }) => {
      const errors = [
        ...(name.trim() === "" ? [{ pointer: "/name", message: t.nameMissing }] : []),
        ...(reason.trim() === "" ? [{ pointer: "/fork_reason", message: t.whyMissing }] : []),
      ];
      if (errors.length > 0) throw new ApiProblem(422, { code: "invalid", errors });
      const fork = await forkFlow(flow.id, name.trim(), reason.trim());
      onClose();
      toast.success(t.done(fork.name));
      await navigate({ to: "/flows/$flowId", params: { flowId: fork.id } });
    },
    { "/fork_reason": "reason" },
  );
  return (
    <Dialog
      title={t.title(flow.name)}
      description={t.text}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" form={FORM} variant="primary" pending={form.pending}>
            {t.submit}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={form.onSubmit} noValidate className="space-y-5">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <TextField
          label={t.name}
          name="name"
          defaultValue={flow.name}
          maxLength={200}
          autoComplete="off"
          required
          error={form.errors.name}
        />
        <TextArea
          label={t.why}
          name="reason"
          rows={3}
          maxLength={255}
          placeholder={t.whyPlaceholder}
          required
          data-autofocus
          error={form.errors.reason}
        />
      </form>
    </Dialog>
  );
}
