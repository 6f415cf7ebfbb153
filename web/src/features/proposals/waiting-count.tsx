import { strings } from "@/app/strings";
import { cx } from "@/ui/cx";
import { useWaiting } from "./use-waiting";

/** How many proposals wait for the person, in the navigation. */
export default function WaitingCount({ className }: { className?: string }) {
  const { count } = useWaiting();
  if (count === null) return null;
  return (
    <span
      className={cx(
        "rounded-full bg-accent px-1.5 text-xs leading-4.5 font-medium text-on-accent tabular-nums",
        className,
      )}
    >
      <span aria-hidden>{count}</span>
      <span className="sr-only">{strings.shell.waiting(count)}</span>
    </span>
  );
}
