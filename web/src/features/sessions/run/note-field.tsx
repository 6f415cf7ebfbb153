import { StickyNote } from "lucide-react";
import type { Ref } from "react";
import type { SessionNote } from "@/api/types";
import { useShortcut } from "@/app/character-keys";
import { run as words } from "@/app/strings/run";
import { Button } from "@/ui/button";
import { CONTROL } from "@/ui/field";
import { cx } from "@/ui/cx";
import { Kbd } from "@/ui/kbd";
import { RelativeTime } from "@/ui/time";
import { saveNote } from "./answers";
import type { RunAtStep } from "./use-run";

const t = words.note;
/** As the server has it. */
const MOST_CHARACTERS = 10_000;

/** A note that goes with the answer, or alone. Grows while it is written in. */
export function NoteField({ run, fieldRef }: { run: RunAtStep; fieldRef: Ref<HTMLTextAreaElement> }) {
  const shortcut = useShortcut("n");
  const hasDraft = run.draft.trim() !== "";
  const notes = run.session.notes.filter(
    ({ node_id }) => node_id != null && node_id === run.session.current_node_id,
  );
  return (
    <div className="space-y-2.5">
      {run.mayRecord && (
        <div className="group relative">
          <textarea
            ref={fieldRef}
            rows={hasDraft ? Math.min(8, run.draft.split("\n").length + 1) : 1}
            maxLength={MOST_CHARACTERS}
            value={run.draft}
            aria-label={t.label}
            aria-keyshortcuts={shortcut}
            placeholder={placeholderOf(run)}
            onChange={(event) => run.setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
              event.preventDefault();
              event.currentTarget.blur();
            }}
            className={cx(
              CONTROL,
              "block resize-none border-line-strong px-3.5 py-2.5 pr-11 leading-relaxed field-sizing-content max-h-64 touch:text-lg",
            )}
          />
          <Kbd
            keys="n"
            className="pointer-events-none absolute top-3 right-3.5 group-focus-within:hidden touch:hidden"
          />
          {hasDraft && (
            <div className="mt-2 flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
              <span className="inline-flex items-center gap-1.5 touch:hidden">
                {t.help} <Kbd keys="mod+enter" /> · <Kbd keys="escape" /> {t.leave}
              </span>
              <Button size="sm" icon={StickyNote} onClick={() => saveNote(run)}>
                {t.saveAlone}
              </Button>
            </div>
          )}
        </div>
      )}
      {notes.length > 0 && <Notes notes={notes} label={t.earlier} />}
    </div>
  );
}

function placeholderOf({ isAtEnd, node }: RunAtStep): string {
  if (isAtEnd) return t.placeholderAtEnd;
  return node?.type === "decision" ? t.placeholder : t.placeholderOfStep;
}

export function Notes({ notes, label }: { notes: readonly SessionNote[]; label: string }) {
  return (
    <ul aria-label={label} className="space-y-1.5">
      {notes.map((note, place) => (
        <li key={place} className="flex gap-2.5 rounded-md bg-subtle px-3 py-2">
          <StickyNote aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
          <p className="min-w-0 flex-1 whitespace-pre-wrap wrap-anywhere">{note.text}</p>
          <span className="shrink-0 text-sm text-faint">
            <RelativeTime at={note.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
