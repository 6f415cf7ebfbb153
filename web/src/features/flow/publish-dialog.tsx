import { useMutation, useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { toProblem } from "@/api/problem";
import type { PublishPreview, Tree } from "@/api/types";
import { queryClient } from "@/app/query";
import { overlays } from "@/app/overlays";
import { strings } from "@/app/strings";
import { versions } from "@/app/strings/versions";
import { DiffSummary } from "@/features/diff/summary";
import { isRunnable } from "@/features/flows/flow-actions";
import { flowQuery } from "@/features/flows/queries";
import { publishPreviewQuery } from "@/features/versions/queries";
import { isEmptyDiff, type Comparison } from "@/flow-model/diff";
import { Button, ButtonLink } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { SkeletonRows } from "@/ui/skeleton";
import { toast } from "@/ui/toast";
import { FindingLinks } from "./finding-links";
import { changes, flowAtQuery, learn } from "./queries";

const DiffList = lazy(async () => ({ default: (await import("@/features/diff/diff-list")).DiffList }));

const t = versions.publish;
const done = strings.flow.done;

/** What publishing changes for those who run the flow, or what blocks it. */
export default function PublishDialog({ flowId, onClose }: { flowId: string; onClose: () => void }) {
  const flow = useQuery({ ...flowQuery(flowId), refetchOnMount: "always" });
  const preview = useQuery(publishPreviewQuery(flowId));
  const error = flow.error ?? preview.error;
  const isFresh = flow.isFetchedAfterMount && flow.data && preview.data;
  if (!isFresh) {
    return (
      <Dialog title={strings.flow.actions.publish} size="lg" onClose={onClose}>
        {error ? (
          <ErrorNote error={error} onRetry={() => void Promise.all([flow.refetch(), preview.refetch()])} />
        ) : (
          <SkeletonRows rows={3} label={t.loading} />
        )}
      </Dialog>
    );
  }
  return flow.data.error_count > 0 ? (
    <Blocked flow={flow.data} onClose={onClose} />
  ) : (
    <Ready
      flow={flow.data}
      preview={preview.data}
      onLookAgain={() => Promise.all([flow.refetch(), preview.refetch()])}
      onClose={onClose}
    />
  );
}

/** Says what blocks publishing and leads to where it is mended. */
function Blocked({ flow, onClose }: { flow: Tree; onClose: () => void }) {
  const errors = flow.findings.filter(({ severity }) => severity === "error");
  const first = errors[0];
  return (
    <Dialog
      title={strings.flow.publishDialog.title}
      description={strings.flow.publishDialog.text}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.close}</Button>
          <ButtonLink
            to="/flows/$flowId/edit"
            params={{ flowId: flow.id }}
            search={{ ...(first?.node_id ? { node: first.node_id } : {}), finding: first?.code }}
            variant="primary"
            onClick={onClose}
          >
            {strings.flow.actions.mend}
          </ButtonLink>
        </>
      }
    >
      {/* A link leads away from here. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div onClick={(event) => event.target instanceof HTMLAnchorElement && onClose()}>
        <FindingLinks flow={flow} findings={errors} />
      </div>
    </Dialog>
  );
}

interface ReadyProps {
  flow: Tree;
  preview: PublishPreview;
  onLookAgain: () => Promise<unknown>;
  onClose: () => void;
}

function Ready({ flow, preview, onLookAgain, onClose }: ReadyProps) {
  const [isStale, setStale] = useState(false);
  const publish = useMutation({
    mutationFn: () => changes.publish(flow.id, preview.version),
    onSuccess: (published) => {
      learn(published);
      onClose();
      const run = () => overlays.open({ name: "start-run", treeId: flow.id, treeName: published.name });
      toast.success(done.published(published.version), {
        detail: done.publishedDetail(flow.tree_type),
        action: isRunnable(published) ? { label: done.runIt, run } : undefined,
      });
    },
    onError: async (error) => {
      // Somebody has changed the flow meanwhile: what is published is what one has looked at.
      if (toProblem(error).code === "version_conflict") setStale(true);
      await onLookAgain();
      void queryClient.invalidateQueries({ queryKey: flowQuery(flow.id).queryKey, exact: true });
    },
  });
  const failed = publish.error && toProblem(publish.error).code !== "version_conflict" ? publish.error : null;
  const { open_sessions_on_older: open } = preview;
  return (
    <Dialog
      title={t.title(preview.version)}
      description={(preview.diff ? t.text : t.first)(flow.tree_type, flow.visibility)}
      size="lg"
      onClose={onClose}
      footer={
        <>
          {preview.published_version != null && (
            <ButtonLink
              to="/flows/$flowId/compare"
              params={{ flowId: flow.id }}
              search={{ from: preview.published_version }}
              variant="ghost"
              onClick={onClose}
              className="mr-auto"
            >
              {t.details}
            </ButtonLink>
          )}
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button
            variant="primary"
            data-autofocus
            pending={publish.isPending}
            onClick={() => publish.mutate()}
          >
            {t.submit}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {isStale && (
          <p role="alert" className="rounded-lg border border-warning-line bg-warning-soft px-4 py-2.5">
            {t.changed}
          </p>
        )}
        {failed && <ErrorNote error={failed} />}
        {open > 0 && (
          <p className="flex gap-2.5">
            <Users aria-hidden className="mt-0.75 size-4 shrink-0 text-faint" />
            {t.open(open)}
          </p>
        )}
        {preview.diff && preview.published_version != null && (
          <WhatChanges flow={flow} preview={preview} from={preview.published_version} />
        )}
      </div>
    </Dialog>
  );
}

function WhatChanges({ flow, preview, from }: { flow: Tree; preview: PublishPreview; from: number }) {
  const [before, after] = [
    useQuery(flowAtQuery(flow.id, from)),
    useQuery(flowAtQuery(flow.id, preview.version)),
  ];
  const comparison = useMemo<Comparison | null>(
    () =>
      preview.diff && before.data && after.data
        ? { diff: preview.diff, before: before.data.tree_structure, after: after.data.tree_structure }
        : null,
    [preview.diff, before.data, after.data],
  );
  const error = before.error ?? after.error;
  if (error) return <ErrorNote error={error} onRetry={() => void before.refetch()} />;
  if (!comparison) return <SkeletonRows rows={3} label={t.loading} />;
  if (isEmptyDiff(comparison.diff)) return <p className="text-muted">{t.same(flow.tree_type)}</p>;
  return (
    // A long list is read by the arrow keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={t.changes} tabIndex={0} className="space-y-3">
      <DiffSummary comparison={comparison} />
      <Suspense fallback={<SkeletonRows rows={3} label={t.loading} />}>
        <DiffList comparison={comparison} />
      </Suspense>
    </section>
  );
}
