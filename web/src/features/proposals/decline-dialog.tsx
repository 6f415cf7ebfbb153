import { ApiProblem, toProblem } from "@/api/problem";
import { strings } from "@/app/strings";
import { proposals } from "@/app/strings/proposals";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { TextArea } from "@/ui/field";
import { toast } from "@/ui/toast";
import { useSubmit } from "@/ui/use-submit";
import { decline } from "./queries";

const t = proposals.review.declineDialog;
const FORM = "decline";

export interface DeclineDialogProps {
  id: string;
  /** It cannot be decided any more. */
  onRefused: (error: unknown) => Promise<void>;
  onClose: () => void;
}

/** Asks why a proposal is declined. */
export function DeclineDialog({ id, onRefused, onClose }: DeclineDialogProps) {
  const form = useSubmit(["reason"], async ({ reason }) => {
    if (reason.trim() === "") {
      throw new ApiProblem(422, { code: "invalid", errors: [{ pointer: "/reason", message: t.missing }] });
    }
    try {
      await decline(id, reason.trim());
    } catch (error) {
      if (toProblem(error).code !== "conflict") throw error;
      await onRefused(error);
      return;
    }
    toast.success(proposals.review.declined);
    onClose();
  });
  return (
    <Dialog
      title={t.title}
      description={t.text}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" form={FORM} variant="danger" pending={form.pending}>
            {t.submit}
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={form.onSubmit} noValidate className="space-y-4">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <TextArea
          label={t.reason}
          name="reason"
          rows={3}
          maxLength={1_000}
          required
          error={form.errors.reason}
        />
      </form>
    </Dialog>
  );
}
