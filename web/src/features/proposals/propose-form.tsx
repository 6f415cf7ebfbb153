import { Link, useNavigate } from "@tanstack/react-router";
import { RefreshCw } from "lucide-react";
import { useMemo } from "react";
import { ApiProblem } from "@/api/problem";
import type { ParentUpdates, Tree } from "@/api/types";
import { forks } from "@/app/strings/forks";
import { proposals } from "@/app/strings/proposals";
import { DiffList } from "@/features/diff/diff-list";
import type { Comparison } from "@/flow-model/diff";
import { Button, ButtonLink } from "@/ui/button";
import { Section } from "@/ui/card";
import { ErrorNote } from "@/ui/error-note";
import { TextArea } from "@/ui/field";
import { toast } from "@/ui/toast";
import { useSubmit } from "@/ui/use-submit";
import { choicesOf, chosenOf } from "./choice";
import { ChoiceBox, ChooseAll, useChoosing } from "./choose";
import { propose } from "./queries";

const t = proposals.make;

/** What the fork has changed, to choose from, and what its author says to it. */
export default function ProposeForm({ flow, updates }: { flow: Tree; updates: ParentUpdates }) {
  const navigate = useNavigate();
  const comparison = useMemo<Comparison>(
    () => ({ diff: updates.own_diff, before: updates.base_structure, after: flow.tree_structure }),
    [updates, flow.tree_structure],
  );
  const all = useMemo(() => choicesOf(comparison), [comparison]);
  const choosing = useChoosing(all);
  const parent = updates.parent?.name ?? "";
  const form = useSubmit(["message"], async ({ message }) => {
    if (message.trim() === "") {
      throw new ApiProblem(422, {
        code: "invalid",
        errors: [{ pointer: "/message", message: t.messageMissing }],
      });
    }
    const made = await propose(flow.id, message.trim(), chosenOf(all, choosing.left));
    toast.success(t.done(parent));
    await navigate({ to: "/proposals/$proposalId", params: { proposalId: made.id } });
  });
  return (
    <form onSubmit={form.onSubmit} noValidate className="space-y-6">
      {updates.has_parent_updates && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-info-line bg-info-soft px-4 py-2.5">
          <RefreshCw aria-hidden className="size-4 shrink-0 text-info" />
          <span className="min-w-0 flex-1 basis-60">{t.parentChanged}</span>
          <Link
            to="/flows/$flowId/pull"
            params={{ flowId: flow.id }}
            className="font-medium text-info-fg hover:underline touch:inline-flex touch:min-h-11 touch:items-center"
          >
            {forks.note.pull}
          </Link>
        </p>
      )}
      <TextArea
        label={t.message}
        name="message"
        rows={3}
        maxLength={2_000}
        placeholder={t.messagePlaceholder}
        required
        error={form.errors.message}
      />
      <Section
        title={t.which}
        action={
          <span className="flex gap-1">
            <ChooseAll choosing={choosing} all={t.all} none={t.none} />
          </span>
        }
      >
        <DiffList
          comparison={comparison}
          renderBefore={(id, title) => <ChoiceBox id={id} label={t.choose(title)} choosing={choosing} />}
        />
      </Section>
      {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {choosing.count === 0 && <p className="mr-auto text-muted">{t.noneChosen}</p>}
        <ButtonLink to="/flows/$flowId" params={{ flowId: flow.id }}>
          {t.back}
        </ButtonLink>
        <Button type="submit" variant="primary" disabled={choosing.count === 0} pending={form.pending}>
          {t.submit(choosing.count)}
        </Button>
      </div>
    </form>
  );
}
