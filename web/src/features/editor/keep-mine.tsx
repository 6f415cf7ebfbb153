import { Download } from "lucide-react";
import { editor } from "@/app/strings/editor";
import { fileName } from "@/features/export/file-name";
import { Button } from "@/ui/button";
import { saveFile } from "@/ui/save-file";
import type { EditorSession } from "./session";

/** Takes the draft home, whatever becomes of it here. */
export function KeepMine({ session }: { session: EditorSession }) {
  const keep = () => {
    const { meta, document } = session.draft;
    const mine = { ...meta, tree_type: document.kind, tree_structure: document };
    saveFile(new Blob([`${JSON.stringify(mine, null, 2)}\n`]), fileName(meta.name, "json"));
  };
  return (
    <Button variant="ghost" icon={Download} onClick={keep} className="mr-auto">
      {editor.stale.download}
    </Button>
  );
}
