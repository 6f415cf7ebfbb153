import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { FileUp, Sparkles, X } from "lucide-react";
import { useRef, useState } from "react";
import { queryClient } from "@/app/query";
import { strings } from "@/app/strings";
import { importing as t } from "@/app/strings/importing";
import { flowQuery } from "@/features/flows/queries";
import { Button } from "@/ui/button";
import { ConfirmDialog, Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { SelectField, TextArea, TextField } from "@/ui/field";
import { toast } from "@/ui/toast";
import { useDebounced } from "@/ui/use-debounced";
import { detectFormat, FORMATS, saysItsKind, type Format } from "./detect";
import { EXAMPLE } from "./example";
import { FileDrop } from "./file-drop";
import { ImportPreviewPane } from "./import-preview";
import { createFromImport, importPreviewQuery, type ImportRequest } from "./queries";
import { readTextFile } from "./read-file";

const PREVIEW_AFTER_MS = 350;

type MarkdownKind = "procedural" | "maintenance";

export interface ImportDialogProps {
  text?: string;
  fileName?: string;
  onClose: () => void;
}

/** Takes a text, shows what it becomes while it is typed, and makes a draft of it. */
export default function ImportDialog({
  text: initial = "",
  fileName: initialName,
  onClose,
}: ImportDialogProps) {
  const navigate = useNavigate();
  const [text, setText] = useState(initial);
  const [fileName, setFileName] = useState(initialName);
  const [chosenFormat, setFormat] = useState<Format | null>(null);
  const [kind, setKind] = useState<MarkdownKind>("procedural");
  const [typedName, setName] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);

  const detected = detectFormat(text, fileName);
  const format = chosenFormat ?? detected;
  const leavesKind = format === "markdown" && !saysItsKind(text);
  const request: ImportRequest = { text, format, kind: leavesKind ? kind : undefined };
  const settled = useDebounced(text, PREVIEW_AFTER_MS);
  const preview = useQuery({
    ...importPreviewQuery({ ...request, text: settled }),
    placeholderData: keepPreviousData,
  });
  const isEmpty = text.trim() === "";
  const shown = isEmpty ? undefined : preview.data;
  const isCurrent = settled === text && preview.isSuccess && !preview.isPlaceholderData;
  const name = typedName ?? shown?.name ?? "";

  const create = useMutation({
    mutationFn: () => createFromImport({ ...request, name: name.trim() }),
    onSuccess: (tree) => {
      queryClient.setQueryData(flowQuery(tree.id).queryKey, tree);
      void queryClient.invalidateQueries({ queryKey: ["trees"] });
      onClose();
      toast.success(t.imported(tree.name));
      void navigate({ to: "/flows/$flowId", params: { flowId: tree.id } });
    },
  });

  const take = (next: string, from?: string) => {
    setText(next);
    setFileName(from);
    setFormat(null);
    create.reset();
  };
  const close = () => (isEmpty || create.isPending ? onClose() : setAsking(true));

  return (
    <Dialog
      title={t.title}
      description={t.description}
      size="xl"
      sticky
      onClose={close}
      footer={
        <>
          <Button onClick={close}>{strings.common.cancel}</Button>
          <Button
            variant="primary"
            disabled={!isCurrent || name.trim() === ""}
            pending={create.isPending}
            onClick={() => create.mutate()}
          >
            {t.submit}
          </Button>
        </>
      }
    >
      <FileDrop onFile={take}>
        <div className="grid gap-5 lg:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-3 self-start lg:sticky lg:top-0">
            <SourceField
              text={text}
              onChange={(next) => take(next, next === "" ? undefined : fileName)}
              onFile={take}
            />
            <div className="grid gap-3 sm:grid-cols-2">
              <SelectField
                label={t.format}
                value={chosenFormat ?? ""}
                onChange={(event) => setFormat((event.target.value || null) as Format | null)}
              >
                <option value="">{isEmpty ? t.detectFormat : t.detected(t.formats[detected])}</option>
                {FORMATS.map((value) => (
                  <option key={value} value={value}>
                    {t.formats[value]}
                  </option>
                ))}
              </SelectField>
              {leavesKind && !isEmpty && (
                <SelectField
                  label={t.kind}
                  value={kind}
                  onChange={(event) => setKind(event.target.value as MarkdownKind)}
                >
                  <option value="procedural">{t.kinds.procedural}</option>
                  <option value="maintenance">{t.kinds.maintenance}</option>
                </SelectField>
              )}
            </div>
          </div>
          <div className="flex min-w-0 flex-col gap-3">
            {!isEmpty && !preview.isError && (
              <TextField label={t.name} value={name} onChange={(event) => setName(event.target.value)} />
            )}
            {create.isError && <ErrorNote error={create.error} onRetry={() => create.mutate()} />}
            {preview.isError && !isEmpty ? (
              <ErrorNote
                error={preview.error}
                onRetry={preview.error ? () => void preview.refetch() : undefined}
              />
            ) : (
              <ImportPreviewPane preview={shown} reading={!isEmpty && !isCurrent} />
            )}
          </div>
        </div>
      </FileDrop>
      {asking && (
        <ConfirmDialog
          title={t.discardTitle}
          confirm={t.discard}
          cancel={t.keep}
          onConfirm={onClose}
          onCancel={() => setAsking(false)}
        >
          {t.discardText}
        </ConfirmDialog>
      )}
    </Dialog>
  );
}

interface SourceFieldProps {
  text: string;
  onChange: (text: string) => void;
  onFile: (text: string, fileName: string) => void;
}

function SourceField({ text, onChange, onFile }: SourceFieldProps) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div>
      <TextArea
        label={t.text}
        mono
        value={text}
        onChange={(event) => onChange(event.target.value)}
        placeholder={t.placeholder}
        spellCheck={false}
        wrap="off"
        rows={16}
        areaClassName="max-lg:h-44 resize-none"
      />
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <input
          ref={chooser}
          type="file"
          accept=".mmd,.mermaid,.md,.markdown,.json,.csv,.tsv,.txt,text/*"
          className="hidden"
          aria-hidden
          tabIndex={-1}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) readTextFile(file).then((content) => onFile(content, file.name), toast.problem);
          }}
        />
        <Button size="sm" icon={FileUp} onClick={() => chooser.current?.click()}>
          {t.chooseFile}
        </Button>
        {text === "" ? (
          <Button size="sm" variant="ghost" icon={Sparkles} onClick={() => onChange(EXAMPLE)}>
            {t.example}
          </Button>
        ) : (
          <>
            <Button size="sm" variant="ghost" icon={X} onClick={() => onChange("")}>
              {t.clear}
            </Button>
            <span className="ml-auto text-sm text-faint tabular-nums">
              {t.lines(text.split("\n").length)}
            </span>
          </>
        )}
      </div>
    </div>
  );
}
