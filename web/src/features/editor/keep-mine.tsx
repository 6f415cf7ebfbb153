import { Download } from "lucide-react";
import { editor } from "@/app/strings/editor";
import { download, fileName } from "@/features/flow/export";
import { Button } from "@/ui/button";
import type { EditorSession } from "./session";

/** Takes the draft home, whatever becomes of it here. */
export function KeepMine({ session }: { session: EditorSession }) {
  const keep = () => {
    const { meta, document } = session.draft;
    const mine = { ...meta, tree_type: document.kind, tree_structure: document };
    download(`${JSON.stringify(mine, null, 2)}\n`, fileName(meta.name));
  };
  return (
    <Button variant="ghost" icon={Download} onClick={keep} className="mr-auto">
      {editor.stale.download}
    </Button>
  );
}
