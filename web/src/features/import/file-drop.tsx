import { FileDown } from "lucide-react";
import { useState, type DragEvent, type ReactNode } from "react";
import { importing } from "@/app/strings/importing";
import { cx } from "@/ui/cx";
import { toast } from "@/ui/toast";
import { readTextFile } from "./read-file";

export interface FileDropProps {
  onFile: (text: string, fileName: string) => void;
  children: ReactNode;
  className?: string;
}

/** An area that takes one text file dropped on it. There must be another way to choose the file, for keyboards. */
export function FileDrop({ onFile, children, className }: FileDropProps) {
  const [over, setOver] = useState(false);
  const carriesFile = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      onDragOver={(event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!carriesFile(event)) return;
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) readTextFile(file).then((text) => onFile(text, file.name), toast.problem);
      }}
      className={cx("relative", className)}
    >
      {children}
      {over && (
        <div className="pointer-events-none absolute -inset-2 z-10 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/90 font-medium text-accent-fg">
          <FileDown aria-hidden className="mr-2 size-5" />
          {importing.dropFile}
        </div>
      )}
    </div>
  );
}
