import { strings } from "@/app/strings";
import { Dialog } from "@/ui/dialog";

export default function NewFlowDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={strings.flows.create.title} onClose={onClose}>
      {strings.flows.create.description}
    </Dialog>
  );
}
