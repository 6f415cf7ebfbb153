import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { IntakeVariable } from "@/api/types";
import { strings } from "@/app/strings";
import { flowQuery } from "@/features/flows/queries";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { SelectField, TextField } from "@/ui/field";
import { Spinner } from "@/ui/spinner";
import { intakeAtStart, startSession } from "./start";

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
  const start = useMutation({
    mutationFn: (variables: Record<string, string>) => startSession(treeId, variables),
    onSuccess: (session) => {
      onClose();
      void navigate({ to: "/sessions/$sessionId/run", params: { sessionId: session.id } });
    },
  });

  const intake = flow.data && intakeAtStart(flow.data);
  const begun = useRef(false);
  const { mutate } = start;
  useEffect(() => {
    if (intake?.length !== 0 || begun.current) return;
    begun.current = true;
    mutate({});
  }, [intake, mutate]);

  const asks = intake !== undefined && intake.length > 0;
  return (
    <Dialog
      title={t.title(treeName)}
      description={asks ? t.intro : undefined}
      onClose={onClose}
      footer={
        asks && (
          <>
            <Button onClick={onClose}>{strings.common.cancel}</Button>
            <Button type="submit" form={FORM} variant="primary" pending={start.isPending}>
              {t.submit}
            </Button>
          </>
        )
      }
    >
      {flow.isError && <ErrorNote error={flow.error} onRetry={() => void flow.refetch()} />}
      {start.isError && (
        <ErrorNote error={start.error} onRetry={asks ? undefined : () => start.mutate({})} className="mb-4" />
      )}
      {asks ? (
        <form
          id={FORM}
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!start.isPending) start.mutate(valuesOf(event.currentTarget, intake));
          }}
        >
          {intake.map((variable) => (
            <IntakeField key={variable.name} variable={variable} />
          ))}
        </form>
      ) : (
        !flow.isError &&
        !start.isError && (
          <p role="status" className="flex items-center gap-3 py-2 text-muted">
            <Spinner /> {t.starting}
          </p>
        )
      )}
    </Dialog>
  );
}

function IntakeField({ variable }: { variable: IntakeVariable }) {
  const common = {
    label: variable.label || variable.name,
    name: variable.name,
    required: variable.required ?? false,
    hint: variable.required ? undefined : strings.common.optional,
  };
  if (variable.type === "choice" || variable.type === "boolean") {
    const choices = variable.type === "boolean" ? [t.yes, t.no] : (variable.choices ?? []);
    return (
      <SelectField {...common} defaultValue="">
        <option value="">{t.choose}</option>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </SelectField>
    );
  }
  return (
    <TextField
      {...common}
      inputMode={variable.type === "number" ? "decimal" : undefined}
      autoComplete="off"
    />
  );
}

/** What was filled in; what was left empty is left out. */
function valuesOf(form: HTMLFormElement, intake: readonly IntakeVariable[]): Record<string, string> {
  const data = new FormData(form);
  return Object.fromEntries(
    intake
      .map(({ name }) => [name, String(data.get(name) ?? "").trim()] as const)
      .filter(([, value]) => value !== ""),
  );
}
