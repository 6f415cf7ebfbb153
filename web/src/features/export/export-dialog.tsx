import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Braces, FileText, Image, ImageDown, Printer, Sheet, Workflow, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { ApiProblem } from "@/api/problem";
import type { ExportPreview } from "@/api/types";
import { queryClient } from "@/app/query";
import { strings } from "@/app/strings";
import { exporting as t, type ExportName } from "@/app/strings/exporting";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { saveFile } from "@/ui/save-file";
import { Spinner } from "@/ui/spinner";
import { toast } from "@/ui/toast";
import { fileName } from "./file-name";
import { pngFile, pictureOf, svgFile } from "./picture";
import { exportedQuery, previewOf, saveAs, type FileFormat } from "./queries";

const ICONS: Record<ExportName, LucideIcon> = {
  markdown: FileText,
  json: Braces,
  csv: Sheet,
  mermaid: Workflow,
  svg: Image,
  png: ImageDown,
  print: Printer,
};
const FILES: readonly FileFormat[] = ["markdown", "json", "csv", "mermaid"];

export interface ExportDialogProps {
  treeId: string;
  treeName: string;
  /** An older version than the newest. */
  version?: number;
  onClose: () => void;
}

/** A file that would not hold all of the flow, for the reader to decide about. */
interface Lossy {
  format: FileFormat;
  preview: ExportPreview;
}

/** Takes a flow elsewhere: what each format is for, and what it leaves out before it is saved. */
export default function ExportDialog({ treeId, treeName, version, onClose }: ExportDialogProps) {
  const navigate = useNavigate();
  const exported = { id: treeId, version };
  const [lossy, setLossy] = useState<Lossy | null>(null);

  const done = (file: string, detail?: string) => {
    onClose();
    toast.success(t.saved(file), { detail });
  };
  const save = useMutation({
    mutationFn: async ({ format, preview }: Lossy) => {
      await saveAs(exported, format, preview.filename);
      return preview.filename;
    },
    onSuccess: (file) => done(file),
  });
  const make = useMutation({
    mutationFn: async (name: ExportName) => {
      if (name === "print") {
        onClose();
        const search = version === undefined ? {} : { version };
        return navigate({ to: "/flows/$flowId/print", params: { flowId: treeId }, search });
      }
      if (name === "svg" || name === "png") return savePicture(name);
      const preview = await previewOf(exported, name);
      if (preview.losses.length > 0) return setLossy({ format: name, preview });
      await save.mutateAsync({ format: name, preview });
    },
  });

  async function savePicture(format: "svg" | "png"): Promise<void> {
    const flow = await queryClient.ensureQueryData(exportedQuery(exported));
    if (flow.tree_structure.nodes.length === 0)
      throw new ApiProblem(0, { code: "nothing_to_draw", detail: t.empty });
    const picture = await pictureOf(flow);
    const name = fileName(treeName, format);
    if (format === "svg") {
      saveFile(svgFile(picture), name);
      return done(name);
    }
    const drawn = await pngFile(picture);
    if (!drawn) throw new ApiProblem(0, { code: "not_drawn", detail: t.notDrawn });
    saveFile(drawn.file, name);
    done(name, drawn.isSmaller ? t.smaller : undefined);
  }

  const error = make.error ?? save.error;
  if (lossy) {
    const back = () => {
      setLossy(null);
      make.reset();
    };
    return (
      <Dialog
        title={t.lossesTitle(t.names[lossy.format])}
        description={t.lossesHint}
        size="lg"
        onClose={onClose}
        footer={
          <>
            <Button onClick={back}>{t.others}</Button>
            <Button variant="primary" pending={save.isPending} onClick={() => save.mutate(lossy)}>
              {t.saveAnyway}
            </Button>
          </>
        }
      >
        {error && <ErrorNote error={error} className="mb-3" />}
        <Losses losses={lossy.preview.losses} />
      </Dialog>
    );
  }
  const pictures: ExportName[] = ["svg", "png", "print"];
  return (
    <Dialog title={t.title(treeName)} description={t.description(version)} size="lg" onClose={onClose}>
      {error && <ErrorNote error={error} className="mb-3" />}
      <Choices title={t.files} names={FILES} pending={make} />
      <Choices title={t.pictures} names={pictures} pending={make} />
    </Dialog>
  );
}

interface ChoicesProps {
  title: string;
  names: readonly ExportName[];
  pending: { isPending: boolean; variables?: ExportName; mutate: (name: ExportName) => void };
}

function Choices({ title, names, pending }: ChoicesProps) {
  return (
    <section className="not-first:mt-5">
      <h3 className="mb-1.5 text-sm font-medium text-muted">{title}</h3>
      <ul className="card divide-y divide-line bg-surface">
        {names.map((name) => {
          const Icon = ICONS[name];
          const isMade = pending.isPending && pending.variables === name;
          return (
            <li key={name}>
              <button
                type="button"
                disabled={pending.isPending}
                aria-busy={isMade || undefined}
                onClick={() => pending.mutate(name)}
                className="flex w-full items-center gap-3 px-3.5 py-2.5 text-left hover:bg-hover disabled:opacity-60 touch:min-h-11"
              >
                {isMade ? <Spinner /> : <Icon aria-hidden className="size-5 shrink-0 text-accent-fg" />}
                <span className="min-w-0">
                  <span className="block font-medium">{t.names[name]}</span>
                  <span className="block text-sm text-muted">{t.hints[name]}</span>
                </span>
                {isMade && <span className="sr-only">{strings.common.loading}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Losses({ losses }: { losses: ExportPreview["losses"] }) {
  return (
    // It scrolls, so it must be reachable by keyboard.
    <div
      tabIndex={0}
      role="region"
      aria-label={t.losses(losses.length)}
      className="card max-h-96 overflow-y-auto bg-surface"
    >
      <table className="w-full text-left">
        <thead className="sticky top-0 bg-subtle text-sm text-muted">
          <tr>
            <th scope="col" className="px-3.5 py-2 font-medium">
              {t.where}
            </th>
            <th scope="col" className="px-3.5 py-2 font-medium">
              {t.what}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {losses.map(({ where, what }, place) => (
            <tr key={place} className="align-top">
              <th scope="row" className="w-2/5 px-3.5 py-2 font-medium wrap-anywhere">
                {where}
              </th>
              <td className="px-3.5 py-2 text-muted wrap-anywhere">{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
