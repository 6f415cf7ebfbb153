import { Pause, Timer } from "lucide-react";
import { useSyncExternalStore } from "react";
import { run as words } from "@/app/strings/run";
import { cx } from "@/ui/cx";
import { formatClock } from "@/ui/format";
import type { Run } from "./use-run";

const t = words.clock;

/** Time on this step, and of the whole run. */
export function Clock({ run, className }: { run: Run; className?: string }) {
  const { session, desk, node } = run;
  const since = useSeconds(desk.watch);
  const here = session.current_node_id == null ? 0 : (session.path.at(-1)?.seconds ?? 0);
  const onStep = here + since;
  const minutes = node?.est_minutes ?? 0;
  const isOver = minutes > 0 && onStep > minutes * 60;
  return (
    <span
      role="timer"
      aria-live="off"
      className={cx("inline-flex items-center gap-2 text-sm whitespace-nowrap tabular-nums", className)}
    >
      {session.paused ? (
        <Pause aria-hidden className="size-4 text-faint" />
      ) : (
        <Timer aria-hidden className={cx("size-4", isOver ? "text-warning" : "text-faint")} />
      )}
      <span title={isOver ? t.over(minutes) : t.step} className={isOver ? "text-warning-fg" : undefined}>
        <span className="sr-only">{t.step}: </span>
        <span className="font-medium">{formatClock(onStep)}</span>
      </span>
      <span aria-hidden className="text-line-strong">
        /
      </span>
      <span title={t.total} className="text-muted">
        <span className="sr-only">{t.total}: </span>
        {formatClock(session.active_seconds + since)}
      </span>
    </span>
  );
}

/** The seconds since the last event, counted on while the watch runs. */
function useSeconds(watch: Run["desk"]["watch"]): number {
  return useSyncExternalStore(eachSecond, () => watch.look(performance.now()));
}

function eachSecond(tick: () => void): () => void {
  const timer = setInterval(tick, 1_000);
  return () => clearInterval(timer);
}
