import { ArrowLeft, FlaskConical, Pencil, RotateCcw } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { FlowDocument } from "@/api/types";
import { isTyping } from "@/app/actions/keys";
import { hasCharacterKeys, isCharacters } from "@/app/character-keys";
import { useMe } from "@/app/shell/use-auth";
import { strings } from "@/app/strings";
import { editor } from "@/app/strings/editor";
import { run as words } from "@/app/strings/run";
import { answer, finish, RESULTS } from "@/features/sessions/run/answers";
import { EndCard } from "@/features/sessions/run/end-card";
import { FilledTexts } from "@/features/sessions/run/filled";
import { canGoBack } from "@/features/sessions/run/run-actions";
import { StepView } from "@/features/sessions/run/step-view";
import type { RunAtStep } from "@/features/sessions/run/use-run";
import { isOrdered } from "@/flow-model/kinds";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";
import { usePreview } from "./use-preview";

const t = editor.preview;

export interface PreviewDialogProps {
  /** As it is edited. */
  document: FlowDocument;
  /** Where it begins. */
  from: string;
  /** Goes to a node in the editor. */
  onEdit: (id: string) => void;
  onClose: () => void;
}

/** A run of the draft as it is, from any of its steps. Nothing of it is recorded. */
export default function PreviewDialog({ document: flow, from, onEdit, onClose }: PreviewDialogProps) {
  const { user } = useMe();
  const [run, restart] = usePreview(flow, from, { id: user.id, name: user.name });
  const [showSecrets, setShowSecrets] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => heading.current?.focus(), [run.stay]);

  const common = { headingRef: heading, showSecrets, onShowSecrets: setShowSecrets };
  return (
    <Dialog
      title={t.title}
      description={
        <span className="inline-flex items-center gap-1.5">
          <FlaskConical aria-hidden className="size-4 shrink-0 text-violet-fg" />
          {t.text}
        </span>
      }
      size="xl"
      sticky
      onClose={onClose}
      footer={
        <>
          <Button icon={ArrowLeft} disabled={!canGoBack(run)} onClick={() => run.goBack()}>
            {words.back} <Kbd silent keys="b" className="touch:hidden" />
          </Button>
          <Button variant="ghost" icon={RotateCcw} onClick={restart} className="mr-auto">
            {t.restart}
          </Button>
          {run.node && (
            <Button icon={Pencil} onClick={() => run.node && onEdit(run.node.id)}>
              {t.edit}
            </Button>
          )}
          <Button variant="primary" onClick={onClose}>
            {t.close}
          </Button>
        </>
      }
    >
      <FilledTexts intake={flow.intake ?? []} values={run.values} showSecrets={showSecrets}>
        {/* The keys of the run page; it is no page, so they are here. */}
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
        <div onKeyDown={(event) => onKey(run, event)} className="mx-auto max-w-3xl pt-1">
          <Way run={run} />
          {run.isAtEnd ? (
            <EndCard key={run.stay} run={run} {...common} />
          ) : (
            <StepView key={run.stay} run={run} {...common} isDocked={false} />
          )}
        </div>
      </FilledTexts>
    </Dialog>
  );
}

function onKey(run: RunAtStep, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
    return;
  const { key } = event;
  if (isCharacters(key) && !hasCharacterKeys()) return;
  if (key === "b" || key === "Backspace") run.goBack();
  else if (run.isAtEnd || !run.mayAnswer) return;
  else if (run.node?.type === "decision") {
    const option = run.node.options?.[Number(key) - 1];
    if (!/^[1-9]$/.test(key) || !option) return;
    answer(run, option.id);
  } else {
    const result = RESULTS.find((known) => words.resultKeys[known] === key);
    if (!result) return;
    finish(run, result);
  }
  event.preventDefault();
}

/** The steps so far, when they are not those of a list that everybody sees. */
function Way({ run: { session, document } }: { run: RunAtStep }) {
  const passed = session.path.filter(({ left_at }) => left_at != null);
  if (passed.length === 0 || isOrdered(document.kind)) return null;
  return (
    <ol
      aria-label={words.path.title}
      className="mb-4 space-y-0.5 border-l-2 border-line pl-3 text-sm text-muted"
    >
      {passed.map(({ title, option_label }, place) => (
        <li key={place} className="flex gap-2">
          <span className="min-w-0 truncate">{title || strings.flow.untitled}</span>
          {option_label && <span className="shrink-0 font-medium text-info-fg">{option_label}</span>}
        </li>
      ))}
    </ol>
  );
}
