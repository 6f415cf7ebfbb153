import { ArrowLeft, CornerUpRight, ListPlus, Route, StickyNote, type LucideIcon } from "lucide-react";
import { useShortcut } from "@/app/character-keys";
import { run as words } from "@/app/strings/run";
import { Button } from "@/ui/button";
import { Kbd } from "@/ui/kbd";
import { canGoBack } from "./run-actions";
import type { Run } from "./use-run";

const t = words;

interface MovesProps {
  run: Run;
  onJump: () => void;
  onInsert: () => void;
}

/** The ways to move other than by an answer. */
export function Moves({ run, onJump, onInsert }: MovesProps) {
  return (
    <div className="mt-5 flex gap-1 border-t border-line pt-3 max-lg:hidden">
      <Move
        icon={ArrowLeft}
        label={t.back}
        keys="b"
        disabled={!canGoBack(run)}
        onClick={() => run.goBack()}
      />
      <Move icon={CornerUpRight} label={t.jump} keys="j" onClick={onJump} />
      <Move icon={ListPlus} label={t.insert} keys="i" onClick={onInsert} />
    </div>
  );
}

function Move({
  icon,
  label,
  keys,
  disabled,
  onClick,
}: {
  icon: LucideIcon;
  label: string;
  keys: string;
  disabled?: boolean;
  onClick: () => void;
}) {
  const shortcut = useShortcut(keys);
  return (
    <Button variant="ghost" icon={icon} disabled={disabled} aria-keyshortcuts={shortcut} onClick={onClick}>
      {label} <Kbd silent keys={keys} className="touch:hidden" />
    </Button>
  );
}

/** The same under the thumb, with the note and the path. */
export function PhoneBar({
  run,
  panelName,
  onJump,
  onInsert,
  onNote,
  onPath,
}: MovesProps & { panelName: string; onNote: () => void; onPath: () => void }) {
  const items = [
    { icon: ArrowLeft, label: t.back, onClick: () => run.goBack(), disabled: !canGoBack(run) },
    { icon: StickyNote, label: t.note.label, onClick: onNote },
    { icon: ListPlus, label: t.insertShort, onClick: onInsert },
    { icon: CornerUpRight, label: t.jump, onClick: onJump },
  ];
  return (
    <div className="fixed inset-x-0 bottom-0 z-10 border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur lg:hidden">
      <div className="mx-auto grid h-14 max-w-xl auto-cols-fr grid-flow-col">
        {run.mayRecord &&
          items.map(({ icon, label, onClick, disabled }) => (
            <PhoneButton key={label} icon={icon} label={label} disabled={disabled} onClick={onClick} />
          ))}
        <PhoneButton icon={Route} label={panelName} onClick={onPath} />
      </div>
    </div>
  );
}

function PhoneButton({
  icon: Icon,
  label,
  disabled,
  onClick,
}: {
  icon: LucideIcon;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={onClick}
      className="flex flex-col items-center justify-center gap-0.5 text-xs font-medium text-muted active:bg-hover disabled:opacity-45"
    >
      <Icon aria-hidden className="size-5" />
      {label}
    </button>
  );
}

/** Above the panel: how far the run is. */
export function PanelHead({ run, title }: { run: Run; title: string }) {
  const taken = run.session.path.filter(({ left_at }) => left_at != null).length;
  return (
    <div className="mb-3 flex items-baseline justify-between gap-3 px-2">
      <h2 id="panel-title" className="font-semibold">
        {title}
      </h2>
      {!run.session.progress && (
        <span className="text-sm text-faint tabular-nums">{t.path.taken(taken)}</span>
      )}
    </div>
  );
}
