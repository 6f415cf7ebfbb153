import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LocateFixed } from "lucide-react";
import { useMemo } from "react";
import type { Tree } from "@/api/types";
import { changes } from "@/app/strings/changes";
import { versions } from "@/app/strings/versions";
import { DiffList, WHOLE } from "@/features/diff/diff-list";
import { InPlace } from "@/features/diff/in-place";
import { DiffSummary } from "@/features/diff/summary";
import { flowAtQuery } from "@/features/flow/queries";
import type { Comparison } from "@/flow-model/diff";
import { isOrdered } from "@/flow-model/kinds";
import { ErrorNote } from "@/ui/error-note";
import { SkeletonRows } from "@/ui/skeleton";
import { diffQuery } from "./queries";
import type { CompareSearch } from "./search";

const t = versions.page;

interface ComparedProps {
  flow: Tree;
  ends: { from: number; to: number };
  search: CompareSearch;
}

/** What has changed between two versions. */
export default function Compared({ flow, ends, search }: ComparedProps) {
  const diff = useQuery(diffQuery(flow.id, ends.from, ends.to));
  const [from, to] = [useQuery(flowAtQuery(flow.id, ends.from)), useQuery(flowAtQuery(flow.id, ends.to))];
  const comparison = useMemo<Comparison | null>(
    () =>
      diff.data && from.data && to.data
        ? { diff: diff.data, before: from.data.tree_structure, after: to.data.tree_structure }
        : null,
    [diff.data, from.data, to.data],
  );
  const error = diff.error ?? from.error ?? to.error;
  if (error) {
    return (
      <ErrorNote
        error={error}
        onRetry={() => void Promise.all([diff, from, to].map((query) => query.refetch()))}
      >
        <p className="text-muted">{t.goneText}</p>
      </ErrorNote>
    );
  }
  if (!comparison) {
    return (
      <div className="card">
        <SkeletonRows rows={5} label={t.loading} />
      </div>
    );
  }
  const show = isOrdered(flow.tree_type) ? changes.showInPlace : changes.showOnMap;
  return (
    <section aria-labelledby="changes">
      <h2 id="changes" className="sr-only">
        {changes.list}
      </h2>
      <div className="mb-3">
        <DiffSummary comparison={comparison} />
      </div>
      {search.view === "map" ? (
        <InPlace comparison={comparison} drawingKey={[flow.id, ends.from, ends.to]} node={search.node} />
      ) : (
        <DiffList
          comparison={comparison}
          renderAfter={(id) =>
            id !== WHOLE && (
              <Link
                to="/flows/$flowId/compare"
                params={{ flowId: flow.id }}
                search={{ ...search, view: "map", node: id }}
                className="inline-flex shrink-0 items-center gap-1.5 rounded-sm text-sm text-muted hover:text-fg hover:underline touch:min-h-11"
              >
                <LocateFixed aria-hidden className="size-3.5" />
                <span className="max-sm:sr-only">{show}</span>
              </Link>
            )
          }
        />
      )}
    </section>
  );
}
