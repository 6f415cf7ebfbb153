import { useSyncExternalStore } from "react";
import { formatDateTime, formatRelative, formatTime } from "./format";

let now = Date.now();
const listeners = new Set<() => void>();
setInterval(() => {
  now = Date.now();
  for (const listener of listeners) listener();
}, 30_000);

/** A moment as "5 minutes ago", exact in the tooltip, both in the reader's zone and language. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const since = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => now,
  );
  return (
    <time dateTime={at} title={formatDateTime(at)} className={className}>
      {formatRelative(at, since)}
    </time>
  );
}

/** The time of a day; with the day where that is not clear. Exact in the tooltip. */
export function TimeOfDay({ at, withDay }: { at: string; withDay?: boolean }) {
  return (
    <time dateTime={at} title={formatDateTime(at)} className="tabular-nums">
      {withDay ? formatDateTime(at) : formatTime(at)}
    </time>
  );
}
