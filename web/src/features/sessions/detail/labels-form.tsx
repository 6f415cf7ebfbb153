import { useState } from "react";
import { api, ok } from "@/api/client";
import type { Session } from "@/api/types";
import { session as t } from "@/app/strings/history";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { toast } from "@/ui/toast";
import { keep } from "./queries";

/** The ticket and the client a session is for. */
export function LabelsForm({ session }: { session: Session }) {
  const [ticket, setTicket] = useState(session.ticket_number ?? "");
  const [client, setClient] = useState(session.client_name ?? "");
  const [pending, setPending] = useState(false);
  const isChanged = ticket !== (session.ticket_number ?? "") || client !== (session.client_name ?? "");
  const save = async () => {
    setPending(true);
    try {
      const body = { ticket_number: ticket.trim() || null, client_name: client.trim() || null };
      keep(await ok(api.PUT("/api/v1/sessions/{id}", { params: { path: { id: session.id } }, body })));
      toast.success(t.saved);
    } catch (error) {
      toast.problem(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      className="card space-y-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!pending) void save();
      }}
    >
      <TextField
        label={t.ticket}
        value={ticket}
        maxLength={100}
        onChange={(event) => setTicket(event.target.value)}
      />
      <TextField
        label={t.client}
        value={client}
        maxLength={200}
        onChange={(event) => setClient(event.target.value)}
      />
      {isChanged && (
        <Button type="submit" pending={pending}>
          {t.save}
        </Button>
      )}
    </form>
  );
}
