import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { toProblem } from "@/api/problem";
import type { ParentUpdates, Tree } from "@/api/types";
import { queryClient } from "@/app/query";
import { pulling as t } from "@/app/strings/pulling";
import { DiffList, WHOLE } from "@/features/diff/diff-list";
import { InPlace } from "@/features/diff/in-place";
import { DiffSummary } from "@/features/diff/summary";
import { ViewSwitch } from "@/features/diff/view-switch";
import { flowQuery } from "@/features/flows/queries";
import { ConflictList } from "@/features/merge/conflict-list";
import { countAnswered, resolutionsOf, type Choices } from "@/features/merge/resolve";
import type { Comparison } from "@/flow-model/diff";
import { Button, ButtonLink } from "@/ui/button";
import { Section } from "@/ui/card";
import { ErrorNote } from "@/ui/error-note";
import { toast } from "@/ui/toast";
import { pullParent } from "./queries";

interface UpdatesProps {
  flow: Tree;
  updates: ParentUpdates;
  onPulled: (flow: Tree) => void;
  lookAgain: () => Promise<unknown>;
}

/** What the parent has changed, with what has to be answered before it is taken over. */
export default function Updates({ flow, updates, onPulled, lookAgain }: UpdatesProps) {
  const { conflicts, diff, base_structure, parent_structure } = updates;
  const { view } = useSearch({ from: "/app/flows/$flowId/pull" });
  const navigate = useNavigate({ from: "/flows/$flowId/pull" });
  const [choices, setChoices] = useState<Choices>({});
  const [isStale, setStale] = useState(false);
  const comparison = useMemo<Comparison>(
    () => ({ diff, before: base_structure, after: parent_structure }),
    [diff, base_structure, parent_structure],
  );
  const documents = useMemo(
    () => [flow.tree_structure, parent_structure, base_structure],
    [flow.tree_structure, parent_structure, base_structure],
  );
  const resolutions = resolutionsOf(conflicts, choices);
  const missing = conflicts.length - countAnswered(conflicts, choices);

  const pull = useMutation({
    mutationFn: () => pullParent(flow, updates.to_version, resolutions ?? []),
    onSuccess: (pulled) => {
      toast.success(t.done(pulled.version));
      onPulled(pulled);
    },
    onError: async (error) => {
      const { code } = toProblem(error);
      // Somebody has changed the fork or its parent since this was asked: it is asked anew.
      if (code !== "merge_conflict" && code !== "version_conflict") return;
      await queryClient.refetchQueries({ queryKey: flowQuery(flow.id).queryKey, exact: true });
      await lookAgain();
      setStale(true);
    },
  });
  const failed =
    pull.error && !["merge_conflict", "version_conflict"].includes(toProblem(pull.error).code)
      ? pull.error
      : null;
  return (
    <div className="space-y-8">
      {isStale && (
        <p role="alert" className="rounded-lg border border-warning-line bg-warning-soft px-4 py-2.5">
          {t.changed}
        </p>
      )}
      {conflicts.length > 0 && (
        <Section title={t.conflicts(conflicts.length)}>
          <p className="-mt-1.5 mb-3 max-w-2xl text-muted">{t.conflictsText}</p>
          <ConflictList
            conflicts={conflicts}
            choices={choices}
            onChoose={setChoices}
            sides={t.sides}
            documents={documents}
          />
        </Section>
      )}
      <Section
        title={t.merges}
        action={
          <ViewSwitch
            kind={flow.tree_type}
            view={view}
            onChange={(search) => void navigate({ search, replace: true, resetScroll: false })}
          />
        }
      >
        <p className="-mt-1.5 mb-3 text-muted">{conflicts.length > 0 ? t.mergesRest : t.mergesText}</p>
        <div className="mb-3">
          <DiffSummary comparison={comparison} />
        </div>
        {view === "map" ? (
          <InPlace
            comparison={comparison}
            drawingKey={[flow.id, "pull", updates.from_version, updates.to_version]}
          />
        ) : (
          <DiffList
            comparison={comparison}
            clashing={new Set(conflicts.map(({ node_id }) => node_id ?? WHOLE))}
          />
        )}
      </Section>
      {failed && <ErrorNote error={failed} />}
      <div className="sticky bottom-14 z-10 -mx-4 flex flex-wrap items-center justify-end gap-3 border-t border-line bg-bg/95 px-4 py-3 backdrop-blur sm:-mx-8 sm:px-8 lg:bottom-0">
        {missing > 0 && <p className="mr-auto text-muted">{t.missing(missing)}</p>}
        <ButtonLink to="/flows/$flowId" params={{ flowId: flow.id }}>
          {t.back}
        </ButtonLink>
        <Button
          variant="primary"
          disabled={resolutions === null}
          pending={pull.isPending}
          onClick={() => pull.mutate()}
        >
          {t.submit}
        </Button>
      </div>
    </div>
  );
}
