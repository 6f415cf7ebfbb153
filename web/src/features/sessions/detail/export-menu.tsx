import { Download, FileCode2, FileJson2, FileText, FileType2 } from "lucide-react";
import type { ExportFormat, Session } from "@/api/types";
import { session as t } from "@/app/strings/history";
import { Button } from "@/ui/button";
import { Menu, MenuItem } from "@/ui/menu";
import { saveFile } from "@/ui/save-file";
import { toast } from "@/ui/toast";
import type { LabelsDraft } from "./labels-draft";
import { exportSession } from "./queries";

const FORMATS = [
  ["markdown", FileType2],
  ["text", FileText],
  ["html", FileCode2],
  ["json", FileJson2],
] as const;

/** The report of a session as a file. */
export function ExportMenu({ session, labels }: { session: Session; labels: LabelsDraft }) {
  const save = async (format: ExportFormat) => {
    try {
      if (!(await labels.save())) {
        toast.refusal(t.notExported, t.notCopiedText);
        return;
      }
      const { content, filename } = await exportSession(session.id, format);
      saveFile(new Blob([content]), filename);
    } catch (error) {
      toast.problem(error);
    }
  };
  return (
    <Menu trigger={<Button icon={Download}>{t.exports}</Button>}>
      {FORMATS.map(([format, icon]) => (
        <MenuItem key={format} icon={icon} onSelect={() => void save(format)}>
          {t.formats[format]}
        </MenuItem>
      ))}
    </Menu>
  );
}
