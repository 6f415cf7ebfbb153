import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import { strings } from "@/app/strings";
import { canvas } from "@/app/strings/canvas";
import { importing } from "@/app/strings/importing";
import { detectFormat, FORMATS, saysItsKind, type Format } from "@/features/import/detect";
import { ImportPreviewPane } from "@/features/import/import-preview";
import { importPreviewQuery } from "@/features/import/queries";
import { insertFlow } from "@/flow-model/insert";
import { isOrdered } from "@/flow-model/kinds";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { SelectField } from "@/ui/field";
import { useEditor } from "./use-editor";

const t = canvas.pasteText;

/** Shows what a pasted chart, page or table becomes, and puts its steps into the flow as one edit. */
export default function PasteDialog({ text, onClose }: { text: string; onClose: () => void }) {
  const editor = useEditor();
  const { session } = editor;
  const { document, node } = session;
  const detected = detectFormat(text);
  const [format, setFormat] = useState<Format>(detected);
  // A list of steps becomes a checklist like this one.
  const kind =
    format === "markdown" && !saysItsKind(text)
      ? document.kind === "maintenance"
        ? "maintenance"
        : "procedural"
      : undefined;
  const preview = useQuery({
    ...importPreviewQuery({ text, format, kind }),
    placeholderData: keepPreviousData,
  });
  const isCurrent = preview.isSuccess && !preview.isPlaceholderData;
  const source = isCurrent ? preview.data.tree_structure : undefined;
  const done = useMemo(
    () => source && insertFlow(document, source, { after: node?.id }),
    [document, source, node?.id],
  );
  const refusal = typeof done === "string" ? done : undefined;
  const steps = typeof done === "object" ? done : undefined;

  const insert = () => {
    if (!steps || !source) return;
    onClose();
    session.edit(steps.changes, { cursor: steps.ids[0], selected: steps.ids });
    editor.say(canvas.said.pasted(steps.ids.length));
  };
  return (
    <Dialog
      title={t.title}
      description={t.description}
      size="lg"
      sticky
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button variant="primary" disabled={!steps} onClick={insert}>
            {t.insert(steps?.ids.length ?? 0)}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <SelectField
          label={importing.format}
          value={format}
          onChange={(event) => setFormat(FORMATS.find((known) => known === event.target.value) ?? detected)}
          className="max-w-xs"
        >
          {FORMATS.map((value) => (
            <option key={value} value={value}>
              {value === detected ? importing.detected(importing.formats[value]) : importing.formats[value]}
            </option>
          ))}
        </SelectField>
        {preview.isError ? (
          <ErrorNote error={preview.error} onRetry={() => void preview.refetch()} />
        ) : (
          <ImportPreviewPane preview={preview.data} reading={!isCurrent} />
        )}
        {refusal && (
          <p role="alert" className="flex items-start gap-2 text-danger-fg">
            <TriangleAlert aria-hidden className="mt-0.75 size-4 shrink-0" />
            <span>
              {canvas.paste[refusal]}. {canvas.paste[`${refusal}Text`]}
            </span>
          </p>
        )}
        {steps && (
          <p role="status" className="text-muted">
            {steps.joined
              ? t.after(steps.joined.title || strings.flow.untitled)
              : isOrdered(document.kind)
                ? t.atTheEnd
                : t.loose}
            {steps.flattened > 0 && ` ${canvas.paste.flattened(steps.flattened)}`}
          </p>
        )}
      </div>
    </Dialog>
  );
}
