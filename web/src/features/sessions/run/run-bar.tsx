import { Link } from "@tanstack/react-router";
import { ArrowLeft, Building2, CircleCheckBig, Pause, Play, Ticket } from "lucide-react";
import { useShortcut } from "@/app/character-keys";
import { run as words } from "@/app/strings/run";
import { Button, IconButton } from "@/ui/button";
import { Kbd } from "@/ui/kbd";
import { KindTile } from "@/ui/kind";
import { ProgressBar } from "@/ui/progress";
import { TryOutBadge } from "../try-out";
import { Clock } from "./clock";
import { SyncState } from "./sync-state";
import type { Run } from "./use-run";

const t = words;

/** Which run this is, whether it is saved, how long it takes, and the ways to stop. Stays in view. */
export function RunBar({ run, onComplete }: { run: Run; onComplete: () => void }) {
  const { session, recording, desk } = run;
  const { progress } = session;
  const completeKey = useShortcut("c");
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-surface/95 backdrop-blur">
      <div className="flex h-13 items-center gap-3 pr-3 pl-2 sm:pr-5 sm:pl-4 lg:h-14">
        <Link
          to="/sessions/$sessionId"
          params={{ sessionId: session.id }}
          aria-label={t.leave}
          title={t.leave}
          className="inline-flex size-8.5 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg touch:size-11"
        >
          <ArrowLeft aria-hidden className="size-4.5" />
        </Link>
        <KindTile kind={session.tree.tree_type} className="max-sm:hidden" />
        <div className="min-w-0 flex-1">
          <p className="flex min-w-0 items-center gap-2 font-semibold">
            <span className="truncate">{session.tree.name}</span>
            <span className="inline-flex max-sm:hidden">
              <TryOutBadge session={session} />
            </span>
          </p>
          <Clock run={run} className="sm:hidden" />
          <p className="flex min-w-0 items-center gap-3 text-sm text-faint empty:hidden max-sm:hidden">
            {session.ticket_number && <Label icon={Ticket} text={session.ticket_number} />}
            {session.client_name && <Label icon={Building2} text={session.client_name} />}
          </p>
        </div>
        <SyncState recording={recording} onRetry={() => desk.recorder.retry()} />
        <Clock run={run} className="max-sm:hidden" />
        {run.mayRecord && (
          <>
            <PauseButton run={run} />
            <Button
              icon={CircleCheckBig}
              onClick={onComplete}
              aria-keyshortcuts={completeKey}
              className="max-sm:px-3 max-sm:*:[svg]:hidden"
            >
              {t.complete}
              <Kbd silent keys="c" className="max-lg:hidden touch:hidden" />
            </Button>
          </>
        )}
      </div>
      {progress && progress.total > 0 && (
        <div className="flex items-center gap-3 px-4 pb-2 sm:px-5">
          <ProgressBar
            value={progress.done / progress.total}
            label={t.path.progress(progress.done, progress.total)}
            className="flex-1"
          />
          <span aria-hidden className="text-sm text-muted tabular-nums">
            {t.path.section(progress.done, progress.total)}
          </span>
        </div>
      )}
    </header>
  );
}

function PauseButton({ run }: { run: Run }) {
  const { paused } = run.session;
  const [icon, label] = paused ? [Play, t.resume] : [Pause, t.pause];
  return (
    <IconButton
      icon={icon}
      label={label}
      aria-keyshortcuts={useShortcut("p")}
      hint={<Kbd keys="p" className="*:border-current/35 *:bg-transparent *:text-inherit" />}
      onClick={() => togglePause(run)}
    />
  );
}

export function togglePause(run: Run): void {
  run.add({ type: run.session.paused ? "resumed" : "paused" });
}

function Label({ icon: Icon, text }: { icon: typeof Ticket; text: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="truncate">{text}</span>
    </span>
  );
}
