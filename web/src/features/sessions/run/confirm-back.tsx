import { run as words } from "@/app/strings/run";
import { stepsTaken } from "@/flow-model/run/step";
import { fill } from "@/flow-model/variables";
import { ConfirmDialog } from "@/ui/dialog";
import type { Run } from "./use-run";

const t = words.goBack;

/** Asks before the answers after an entry of the path are taken back. */
export function ConfirmBack({ run, place, onClose }: { run: Run; place: number; onClose: () => void }) {
  const target = run.session.path[place];
  if (!target) return null;
  const title = fill(target.title || target.node_id, run.session.variables);
  return (
    <ConfirmDialog
      title={t.title}
      confirm={t.confirm}
      variant="primary"
      onConfirm={() => {
        onClose();
        run.goBack(place);
      }}
      onCancel={onClose}
    >
      {t.text(title, stepsTaken(run.session.path.slice(place)))}
    </ConfirmDialog>
  );
}
