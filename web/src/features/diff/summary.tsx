import { useMemo } from "react";
import { changes as t } from "@/app/strings/changes";
import { countMarks, isEmptyDiff, type Comparison } from "@/flow-model/diff";
import { MARKS, MarkTag } from "./marks";

/** How much has changed, in a line. */
export function DiffSummary({ comparison }: { comparison: Comparison }) {
  const counts = useMemo(() => countMarks(comparison), [comparison]);
  if (isEmptyDiff(comparison.diff)) return <p className="text-muted">{t.none}</p>;
  return (
    <ul aria-label={t.summary} className="flex flex-wrap gap-x-4 gap-y-1.5">
      {MARKS.filter((mark) => counts[mark] > 0).map((mark) => (
        <li key={mark} className="flex items-center gap-1.5">
          <MarkTag mark={mark} className="static!" />
          <span>{t.counts[mark](counts[mark])}</span>
        </li>
      ))}
      {counts.document > 0 && <li className="text-muted">{t.counts.document(counts.document)}</li>}
    </ul>
  );
}
