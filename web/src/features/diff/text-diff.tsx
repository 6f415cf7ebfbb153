import { useMemo } from "react";
import { changes as t } from "@/app/strings/changes";
import { shared, textDiff } from "@/features/merge/text-diff";
import { cx } from "@/ui/cx";

/** When less than this share of the longer text has stayed, the words do not belong together: one is read after the other. */
const LEAST_SHARED = 0.25;

export interface TextDiffProps {
  from: string | null;
  to: string | null;
  /** They are words about a value, not the value: nobody compares them word by word. */
  isSaid?: boolean;
  /** Every character counts. */
  isCode?: boolean;
}

/** What a text was and is: word by word where the words belong together, else one after the other. */
export function TextDiff({ from, to, isSaid, isCode }: TextDiffProps) {
  const parts = useMemo(() => {
    if (isSaid || from === null || to === null) return null;
    const parts = textDiff(from, to);
    return shared(parts) < LEAST_SHARED ? null : parts;
  }, [from, to, isSaid]);
  const look = cx("wrap-anywhere whitespace-pre-wrap", isCode && "font-mono text-sm");
  if (parts) {
    return (
      <p className={look}>
        {parts.map(({ text, kind }, place) =>
          kind === "same" ? (
            <span key={place}>{text}</span>
          ) : kind === "added" ? (
            <Added key={place} text={text} isAmong />
          ) : (
            <Removed key={place} text={text} />
          ),
        )}
      </p>
    );
  }
  return (
    <div className={cx(look, "space-y-1")}>
      {from !== null && (
        <p>
          <Removed text={from} />
        </p>
      )}
      {to !== null && (
        <p>
          <Added text={to} />
        </p>
      )}
    </div>
  );
}

function Added({ text, isAmong }: { text: string; isAmong?: boolean }) {
  return (
    <ins
      className={cx(
        "rounded-xs bg-success-soft px-0.5 text-success-fg decoration-success/60 underline-offset-3",
        isAmong ? "underline" : "no-underline",
      )}
    >
      <span className="sr-only">{t.addedText} </span>
      {text}
    </ins>
  );
}

function Removed({ text }: { text: string }) {
  return (
    <del className="rounded-xs bg-danger-soft px-0.5 text-danger-fg line-through decoration-danger/60">
      <span className="sr-only">{t.removedText} </span>
      {text}
    </del>
  );
}
