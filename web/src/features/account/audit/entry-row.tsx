import { ChevronRight, CircleQuestionMark } from "lucide-react";
import { useId, useState } from "react";
import type { AuditEntry } from "@/api/types";
import { account as words } from "@/app/strings/account";
import { Avatar } from "@/ui/avatar";
import { cx } from "@/ui/cx";
import { formatDateTime } from "@/ui/format";
import { RelativeTime } from "@/ui/time";
import { actionInWords, changesOf, nounInWords, targetInWords, type Change } from "./words";

const t = words.audit;

/** An entry: what, who, from where, when; unfolded, what was so before and after. */
export function EntryRow({ entry }: { entry: AuditEntry }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const target = targetInWords(entry);
  const actor = entry.actor?.name;
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full items-center gap-3 px-4 py-3 text-left transition-colors hover:bg-hover"
      >
        {actor === undefined ? (
          <span className="inline-flex size-8 shrink-0 items-center justify-center rounded-full bg-subtle text-faint">
            <CircleQuestionMark aria-hidden className="size-4.5" />
          </span>
        ) : (
          <Avatar name={actor} className="size-8" />
        )}
        <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-0.5">
          <span className="min-w-0 flex-1 basis-60">
            <span className="block">
              <span className="font-medium">{actionInWords(entry.action)}</span>
              {target && <span className="wrap-anywhere text-muted"> · {target}</span>}
            </span>
            <span className="block text-sm text-muted">
              {actor ?? t.nobody}
              {entry.ip && <span className="text-faint"> · {entry.ip}</span>}
            </span>
          </span>
          <RelativeTime at={entry.at} className="text-sm text-muted sm:w-28 sm:text-right" />
        </span>
        <ChevronRight
          aria-hidden
          className={cx("size-4 shrink-0 text-faint transition-transform", isOpen && "rotate-90")}
        />
      </button>
      {isOpen && (
        <div id={id} className="space-y-3 border-t border-line bg-subtle/50 px-4 py-4 sm:pl-15">
          <Changes changes={changesOf(entry)} />
          <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
            <span>
              {t.entry} {entry.seq}
            </span>
            <span>{formatDateTime(entry.at)}</span>
            <span className="wrap-anywhere">
              {nounInWords(entry.target_type)} <code className="text-xs">{entry.target_id}</code>
            </span>
          </p>
        </div>
      )}
    </li>
  );
}

function Changes({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return <p className="text-muted">{t.unchanged}</p>;
  return (
    <dl className="space-y-2">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="grid gap-x-4 sm:grid-cols-[11rem_1fr]">
          <dt className="text-sm text-muted sm:py-0.5">{field}</dt>
          <dd className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
            {before !== undefined && (
              <Side
                label={t.before}
                text={before}
                className="bg-danger-soft text-danger-fg line-through decoration-1"
              />
            )}
            {before !== undefined && after !== undefined && (
              <ChevronRight aria-hidden className="size-3.5 text-faint" />
            )}
            {after !== undefined && (
              <Side label={t.after} text={after} className="bg-success-soft text-success-fg" />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Side({ label, text, className }: { label: string; text: string; className: string }) {
  return (
    <span className={cx("min-w-0 rounded-sm px-1.5 py-0.5 text-sm wrap-anywhere", className)}>
      <span className="sr-only">{label}: </span>
      {text}
    </span>
  );
}
