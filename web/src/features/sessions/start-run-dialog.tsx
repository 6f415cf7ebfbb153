import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { ApiProblem } from "@/api/problem";
import type { IntakeVariable, Session } from "@/api/types";
import { strings } from "@/app/strings";
import { isTriedOut } from "@/features/flows/flow-actions";
import { flowQuery } from "@/features/flows/queries";
import { askedAtStart } from "@/flow-model/run/needs";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { Spinner } from "@/ui/spinner";
import { useSubmit } from "@/ui/use-submit";
import { IntakeField } from "./intake-field";
import { startSession } from "./start";

const t = strings.sessions.start;
const FORM = "start-run";

export interface StartRunDialogProps {
  treeId: string;
  treeName: string;
  onClose: () => void;
}

/** Starts a run at once when the flow asks for nothing, else after the form of its intake. */
export default function StartRunDialog({ treeId, treeName, onClose }: StartRunDialogProps) {
  const navigate = useNavigate();
  const flow = useQuery(flowQuery(treeId));
  const intake = flow.data && askedAtStart(flow.data.tree_structure);
  const title = flow.data && isTriedOut(flow.data) ? t.titleOfDraft(treeName) : t.title(treeName);
  const enter = (session: Session) => {
    onClose();
    void navigate({ to: "/sessions/$sessionId/run", params: { sessionId: session.id } });
  };
  if (intake && intake.length > 0) {
    return <IntakeDialog {...{ treeId, title, intake, onClose }} onStarted={enter} />;
  }
  return (
    <Dialog title={title} onClose={onClose}>
      {flow.isError && <ErrorNote error={flow.error} onRetry={() => void flow.refetch()} />}
      {flow.isPending && <Starting />}
      {flow.isSuccess && <StartAtOnce treeId={treeId} onStarted={enter} />}
    </Dialog>
  );
}

function Starting() {
  return (
    <p role="status" className="flex items-center gap-3 py-2 text-muted">
      <Spinner /> {t.starting}
    </p>
  );
}

function StartAtOnce({ treeId, onStarted }: { treeId: string; onStarted: (session: Session) => void }) {
  const { mutate, error } = useMutation({ mutationFn: () => startSession(treeId), onSuccess: onStarted });
  // Strict mode runs effects twice; a session is started once.
  const begun = useRef(false);
  useEffect(() => {
    if (!begun.current) mutate();
    begun.current = true;
  }, [mutate]);
  return error ? <ErrorNote error={error} onRetry={() => mutate()} /> : <Starting />;
}

interface IntakeDialogProps {
  treeId: string;
  title: string;
  intake: readonly IntakeVariable[];
  onStarted: (session: Session) => void;
  onClose: () => void;
}

function IntakeDialog({ treeId, title, intake, onClose, onStarted }: IntakeDialogProps) {
  const names = intake.map(({ name }) => name);
  const form = useSubmit(
    names,
    async (values) => onStarted(await startSession(treeId, filledIn(intake, values))),
    Object.fromEntries(names.map((name) => [`/variables/${name}`, name])),
  );
  return (
    <Dialog
      title={title}
      description={t.intro}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" form={FORM} variant="primary" pending={form.pending}>
            {t.submit}
          </Button>
        </>
      }
    >
      <form id={FORM} noValidate onSubmit={form.onSubmit} className="space-y-4">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        {intake.map((variable) => (
          <IntakeField key={variable.name} variable={variable} error={form.errors[variable.name]} />
        ))}
      </form>
    </Dialog>
  );
}

/** What was filled in; what was left empty is left out. Throws when something is missing. */
function filledIn(intake: readonly IntakeVariable[], values: Record<string, string>): Record<string, string> {
  const given = Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, value.trim()] as const)
      .filter(([, value]) => value !== ""),
  );
  const errors = intake
    .filter(({ name, required }) => required && !(name in given))
    .map(({ name }) => ({ pointer: `/variables/${name}`, message: t.required }));
  if (errors.length > 0) throw new ApiProblem(422, { code: "invalid_value", errors });
  return given;
}
