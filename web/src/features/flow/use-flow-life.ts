import { useMutation, type UseMutationResult } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { toProblem, type ApiProblem } from "@/api/problem";
import type { Tree } from "@/api/types";
import { queryClient } from "@/app/query";
import { overlays } from "@/app/overlays";
import { strings } from "@/app/strings";
import { isRunnable } from "@/features/flows/flow-actions";
import { flowQuery } from "@/features/flows/queries";
import { toast } from "@/ui/toast";
import { changes, deleteFlow, learn } from "./queries";

const t = strings.flow.done;

/** What changes where a flow is in its life, with what is said about it afterwards. */
export function useFlowLife(flow: Pick<Tree, "id" | "name">) {
  const navigate = useNavigate();
  const { id, name } = flow;

  const publish = useMutation({
    mutationFn: () => changes.publish(id),
    onSuccess: (published) => {
      learn(published);
      const run = () => overlays.open({ name: "start-run", treeId: id, treeName: published.name });
      toast.success(t.published(published.version), {
        detail: t.publishedDetail,
        action: isRunnable(published) ? { label: t.runIt, run } : undefined,
      });
    },
    onError: (error) => {
      if (!isBlocked(toProblem(error))) toast.problem(error);
      // Somebody may have changed the flow meanwhile: what blocks it is shown from its newest state.
      void queryClient.invalidateQueries({ queryKey: flowQuery(id).queryKey, exact: true });
    },
  });

  const archive = useMutation({
    mutationFn: () => changes.archive(id),
    onSuccess: (archived) => {
      learn(archived);
      toast.success(t.archived, { detail: t.archivedDetail });
    },
    onError: (error) => toast.problem(error),
  });

  const undelete = useMutation({
    mutationFn: () => changes.undelete(id),
    onSuccess: (back) => {
      learn(back);
      toast.success(t.undeleted(name));
    },
    onError: (error) => toast.problem(error),
  });

  const remove = useMutation({
    mutationFn: (hard: boolean) => deleteFlow(id, hard),
    onSuccess: async (_, hard) => {
      await navigate({ to: "/flows" });
      if (hard) toast.success(t.deletedForGood(name));
      else toast.success(t.deleted(name), { action: { label: t.undo, run: () => undelete.mutate() } });
    },
    onError: (error) => toast.problem(error),
  });

  const restore = useMutation({
    mutationFn: (version: number) => changes.restore(id, version),
    onSuccess: async (restored, version) => {
      learn(restored);
      toast.success(t.restored(version));
      await navigate({ to: "/flows/$flowId", params: { flowId: id }, search: {} });
    },
    onError: (error) => toast.problem(error),
  });

  return { publish, archive, undelete, remove, restore };
}

export type FlowLife = ReturnType<typeof useFlowLife>;
export type Publishing = UseMutationResult<Tree, Error, void>;

/** Whether publishing was refused because of what is wrong with the flow. */
export function isBlocked(problem: ApiProblem): boolean {
  return problem.code === "validation_failed";
}
