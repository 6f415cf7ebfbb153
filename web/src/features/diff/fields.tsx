import { useMemo } from "react";
import type { FieldChange, FlowDocument } from "@/api/types";
import { tell } from "@/features/merge/tell";
import { TextDiff } from "./text-diff";

export interface FieldsProps {
  fields: readonly FieldChange[];
  /** Whose they are; null for those of the flow as a whole. */
  node: string | null;
  /** Where the titles of what is mentioned are looked up. */
  documents: readonly FlowDocument[];
}

/** Changed fields, each with what it was and is. */
export function Fields({ fields, node, documents }: FieldsProps) {
  const told = useMemo(
    () =>
      fields.map(({ field, from, to }) => ({
        field,
        ...tell({ node_id: node, field, base: null, ours: from, theirs: to }, documents),
      })),
    [fields, node, documents],
  );
  return (
    <dl className="@container space-y-2.5">
      {told.map(({ field, place, ours, theirs, isSaid }) => (
        <div key={field} className="grid gap-x-4 gap-y-0.5 @md:grid-cols-[10rem_minmax(0,1fr)]">
          <dt className="text-sm leading-5.5 wrap-anywhere text-muted">{place}</dt>
          <dd className="min-w-0">
            <TextDiff from={ours} to={theirs} isSaid={isSaid} isCode={field === "commands"} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
