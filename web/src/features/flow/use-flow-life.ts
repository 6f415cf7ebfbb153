import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { toast } from "@/ui/toast";
import { changes, deleteFlow, learn } from "./queries";

const t = strings.flow.done;

/** What changes where a flow is in its life, with what is said about it afterwards. */
export function useFlowLife(flow: Pick<Tree, "id" | "name">) {
  const navigate = useNavigate();
  const { id, name } = flow;

  const archive = useMutation({
    mutationFn: () => changes.archive(id),
    onSuccess: (archived) => {
      learn(archived);
      toast.success(t.archived, { detail: t.archivedDetail(archived.tree_type) });
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

  return { archive, undelete, remove, restore };
}

export type FlowLife = ReturnType<typeof useFlowLife>;
