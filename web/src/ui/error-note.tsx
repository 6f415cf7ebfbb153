import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { toProblem } from "@/api/problem";
import { explain } from "@/app/errors/explain";
import { strings } from "@/app/strings";
import { Button } from "./button";
import { cx } from "./cx";

export interface ErrorNoteProps {
  error: unknown;
  /** Offers to try again, unless the same would be refused again. */
  onRetry?: () => void;
  retrying?: boolean;
  /** What else can be done. */
  children?: ReactNode;
  className?: string;
}

/** Says what went wrong, what to do about it, and by which id an operator finds it. */
export function ErrorNote({ error, onRetry, retrying, children, className }: ErrorNoteProps) {
  const { title, advice, details, requestId } = explain(error);
  const { isTransient, status } = toProblem(error);
  const retry = isTransient || status === 0 ? onRetry : undefined;
  return (
    <div
      role="alert"
      className={cx(
        "flex gap-3 rounded-lg border border-danger-line bg-danger-soft px-4 py-3 text-base",
        className,
      )}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
      <div className="min-w-0 flex-1 space-y-1">
        <p className="font-medium text-danger-fg">{title}</p>
        {advice && <p className="text-fg">{advice}</p>}
        {details.length > 0 && (
          <ul className="list-disc space-y-0.5 pl-4">
            {details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        )}
        {requestId && (
          <p className="text-xs text-muted">
            {strings.errors.requestId} <code className="select-all">{requestId}</code>
          </p>
        )}
        {(retry || children) && (
          <div className="flex flex-wrap gap-2 pt-1.5">
            {retry && (
              <Button size="sm" icon={RotateCw} pending={retrying} onClick={retry}>
                {strings.common.retry}
              </Button>
            )}
            {children}
          </div>
        )}
      </div>
    </div>
  );
}
