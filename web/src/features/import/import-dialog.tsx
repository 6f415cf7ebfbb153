import { strings } from "@/app/strings";
import { Dialog } from "@/ui/dialog";

export default function ImportDialog({ onClose }: { text?: string; fileName?: string; onClose: () => void }) {
  return (
    <Dialog title={strings.importing.title} onClose={onClose}>
      {strings.importing.description}
    </Dialog>
  );
}
