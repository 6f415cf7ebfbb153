import { strings } from "@/app/strings";
import { run as words } from "@/app/strings/run";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { CompleteForm } from "./complete-form";
import type { Run } from "./use-run";

/** Completes a run that is not at its end. */
export function CompleteDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  return (
    <Dialog title={words.completeForm.title} size="lg" sticky onClose={onClose}>
      <CompleteForm run={run} onDone={onClose}>
        <Button size="lg" onClick={onClose}>
          {strings.common.cancel}
        </Button>
      </CompleteForm>
    </Dialog>
  );
}
