import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useState, type ReactNode } from "react";
import { toProblem } from "@/api/problem";
import type { Conflict, ProposalDetail, Tree } from "@/api/types";
import { useMe } from "@/app/shell/use-auth";
import { proposals } from "@/app/strings/proposals";
import { DiffList, WHOLE } from "@/features/diff/diff-list";
import { InPlace } from "@/features/diff/in-place";
import { DiffSummary } from "@/features/diff/summary";
import { ViewSwitch } from "@/features/diff/view-switch";
import { FindingLinks } from "@/features/flow/finding-links";
import { ConflictList } from "@/features/merge/conflict-list";
import { countAnswered, resolutionsOf, type Choices } from "@/features/merge/resolve";
import type { Comparison } from "@/flow-model/diff";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { Section } from "@/ui/card";
import { ConfirmDialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { toast } from "@/ui/toast";
import { choicesOf, chosenOf } from "./choice";
import { ChoiceBox, ChooseAll, useChoosing } from "./choose";
import { DeclineDialog } from "./decline-dialog";
import { accept, withdraw } from "./queries";

const t = proposals.review;

export interface ReviewProps {
  proposal: ProposalDetail;
  lookAgain: () => Promise<unknown>;
}

/** What is proposed, node by node; for those who may decide, with a box at each. */
export default function Review({ proposal, lookAgain }: ReviewProps) {
  const { user } = useMe();
  const { diff, base_structure, proposed_structure, status } = proposal;
  const { view } = useSearch({ from: "/app/proposals/$proposalId" });
  const navigate = useNavigate({ from: "/proposals/$proposalId" });
  const comparison = useMemo<Comparison>(
    () => ({ diff, before: base_structure, after: proposed_structure }),
    [diff, base_structure, proposed_structure],
  );
  const all = useMemo(() => choicesOf(comparison), [comparison]);
  const choosing = useChoosing(all);
  const [choices, setChoices] = useState<Choices>({});
  /** What the last try to accept has asked. */
  const [asked, setAsked] = useState<readonly Conflict[] | null>(null);
  const [asking, setAsking] = useState<"decline" | "withdraw" | null>(null);
  const [isLate, setLate] = useState(false);
  const [accepted, setAccepted] = useState<Tree | null>(null);

  const isOpen = status === "open";
  const decides = isOpen && proposal.role === "reviewer";
  const isAuthor = proposal.author.id === user.id;
  const conflicts = (asked ?? proposal.conflicts).filter(
    ({ node_id }) => decides && !choosing.left.has(node_id ?? WHOLE),
  );
  const resolutions = resolutionsOf(conflicts, choices);
  const missing = conflicts.length - countAnswered(conflicts, choices);
  const documents = useMemo(() => [proposed_structure, base_structure], [proposed_structure, base_structure]);

  /** Somebody else was first, perhaps: how it stands is looked up. */
  const refused = async (error: unknown) => {
    if (toProblem(error).code !== "conflict") return;
    setAsking(null);
    await lookAgain();
    setLate(true);
  };
  const accepting = useMutation({
    mutationFn: () => accept(proposal.id, chosenOf(all, choosing.left), resolutions ?? []),
    onSuccess: ({ tree }) => {
      toast.success(t.done(tree.version));
      setAccepted(tree);
    },
    onError: async (error) => {
      const { code, body } = toProblem(error);
      if (code === "merge_conflict") setAsked((body as { conflicts?: Conflict[] }).conflicts ?? null);
      else await refused(error);
    },
  });
  const withdrawing = useMutation({
    mutationFn: () => withdraw(proposal.id),
    onSuccess: () => {
      toast.success(t.withdrawn);
      setAsking(null);
    },
    onError: async (error) => {
      await refused(error);
      if (toProblem(error).code !== "conflict") toast.problem(error);
    },
  });
  const failed =
    accepting.error && !["conflict", "merge_conflict"].includes(toProblem(accepting.error).code)
      ? accepting.error
      : null;
  const taken = new Set(proposal.accepted_nodes ?? []);
  const errors = accepted?.findings.filter(({ severity }) => severity === "error") ?? [];

  return (
    <div className="space-y-8">
      {isLate && (
        <p role="alert" className="rounded-lg border border-warning-line bg-warning-soft px-4 py-2.5">
          {t.meanwhile}
        </p>
      )}
      {!isOpen && <State proposal={proposal} />}
      {accepted && errors.length > 0 && (
        <Section title={t.toMend(errors.length)}>
          <FindingLinks flow={accepted} findings={errors} />
        </Section>
      )}
      <Section
        title={t.changes}
        action={
          <span className="flex flex-wrap items-center justify-end gap-1">
            {decides && view !== "map" && <ChooseAll choosing={choosing} all={t.all} none={t.none} />}
            <ViewSwitch
              kind={proposed_structure.kind}
              view={view}
              onChange={(search) => void navigate({ search, replace: true, resetScroll: false })}
            />
          </span>
        }
      >
        <div className="mb-3">
          <DiffSummary comparison={comparison} />
        </div>
        {view === "map" ? (
          <InPlace comparison={comparison} drawingKey={["proposal", proposal.id]} />
        ) : (
          <DiffList
            comparison={comparison}
            renderBefore={
              decides
                ? (id, title) => <ChoiceBox id={id} label={t.choose(title)} choosing={choosing} />
                : undefined
            }
            renderAfter={
              status === "accepted" ? (id) => id !== WHOLE && <Taken isTaken={taken.has(id)} /> : undefined
            }
            clashing={new Set(conflicts.map(({ node_id }) => node_id ?? WHOLE))}
          />
        )}
      </Section>
      {conflicts.length > 0 && (
        <Section title={t.conflicts(conflicts.length)}>
          <p className="-mt-1.5 mb-3 text-muted">{t.conflictsText}</p>
          <ConflictList
            conflicts={conflicts}
            choices={choices}
            onChoose={setChoices}
            sides={t.sides}
            documents={documents}
          />
        </Section>
      )}
      {failed && <ErrorNote error={failed} />}
      {isOpen && (
        <Bar>
          {decides && (choosing.count === 0 || missing > 0) && (
            <p className="mr-auto text-muted">{choosing.count === 0 ? t.noneChosen : t.missing(missing)}</p>
          )}
          {isAuthor && <Button onClick={() => setAsking("withdraw")}>{t.withdraw}</Button>}
          {decides && (
            <>
              <Button variant="danger" onClick={() => setAsking("decline")}>
                {t.decline}
              </Button>
              <Button
                variant="primary"
                disabled={choosing.count === 0 || resolutions === null}
                pending={accepting.isPending}
                onClick={() => accepting.mutate()}
              >
                {t.accept(choosing.count, all.length)}
              </Button>
            </>
          )}
        </Bar>
      )}
      {asking === "decline" && (
        <DeclineDialog id={proposal.id} onRefused={refused} onClose={() => setAsking(null)} />
      )}
      {asking === "withdraw" && (
        <ConfirmDialog
          title={t.withdrawDialog.title}
          confirm={t.withdraw}
          pending={withdrawing.isPending}
          onConfirm={() => withdrawing.mutate()}
          onCancel={() => setAsking(null)}
        >
          {t.withdrawDialog.text}
        </ConfirmDialog>
      )}
    </div>
  );
}

/** At the foot of the window while there is something to decide. */
function Bar({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-14 z-10 -mx-4 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-bg/95 px-4 py-3 backdrop-blur empty:hidden sm:-mx-8 sm:px-8 lg:bottom-0">
      {children}
    </div>
  );
}

function Taken({ isTaken }: { isTaken: boolean }) {
  return <Badge tone={isTaken ? "success" : "neutral"}>{isTaken ? t.taken : t.notTaken}</Badge>;
}

/** Who has decided, and why. */
function State({ proposal: { status, decided_by, reason } }: { proposal: ProposalDetail }) {
  if (status === "open") return null;
  return (
    <div className="rounded-lg border border-line-strong bg-subtle px-4 py-2.5">
      <p className="font-medium wrap-anywhere">{t.state[status](decided_by?.name)}</p>
      {reason && <p className="whitespace-pre-wrap wrap-anywhere">{reason}</p>}
    </div>
  );
}
