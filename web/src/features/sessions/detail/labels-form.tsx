import { useEffect, useState, useSyncExternalStore } from "react";
import { api, ok } from "@/api/client";
import type { Session } from "@/api/types";
import { session as t } from "@/app/strings/history";
import { UnsavedGuard } from "@/app/unsaved-guard";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { TextField } from "@/ui/field";
import { LabelsDraft, labelsOf } from "./labels-draft";
import { keep } from "./queries";

/** The draft of a session's labels, for as long as its page is open. */
export function useLabels(session: Session): LabelsDraft {
  const [draft] = useState(() => {
    const params = { path: { id: session.id } };
    return new LabelsDraft(labelsOf(session), async ({ ticket_number, client_name }) => {
      // What is empty is none; what is not there stays as it is.
      const body = {
        ...(ticket_number !== undefined && { ticket_number: ticket_number || null }),
        ...(client_name !== undefined && { client_name: client_name || null }),
      };
      keep(await ok(api.PUT("/api/v1/sessions/{id}", { params, body })));
    });
  });
  useEffect(() => draft.adopt(labelsOf(session)), [draft, session]);
  return draft;
}

/** The ticket and the client a session is for. What is typed is saved when the field is left. */
export function LabelsForm({ draft }: { draft: LabelsDraft }) {
  const { typed, isSending, problem, isSaved } = useSyncExternalStore(draft.subscribe, draft.state);
  const save = () => void draft.save();
  return (
    <form
      className="card space-y-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <UnsavedGuard when={draft.isChanged && !isSending} />
      <TextField
        label={t.ticket}
        value={typed.ticket_number}
        maxLength={100}
        onChange={(event) => draft.type({ ticket_number: event.target.value })}
        onBlur={save}
      />
      <TextField
        label={t.client}
        value={typed.client_name}
        maxLength={200}
        onChange={(event) => draft.type({ client_name: event.target.value })}
        onBlur={save}
      />
      {problem !== null && <ErrorNote error={problem} onRetry={save} retrying={isSending} />}
      {draft.isChanged && (
        <Button type="submit" pending={isSending}>
          {t.save}
        </Button>
      )}
      <p role="status" className="text-sm text-muted empty:hidden">
        {isSending ? t.saving : isSaved ? t.saved : null}
      </p>
    </form>
  );
}
