import { useId, useState } from "react";
import { api, ok } from "@/api/client";
import type { Agent, Role } from "@/api/types";
import { queryClient } from "@/app/query";
import { strings } from "@/app/strings";
import { account as words } from "@/app/strings/account";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { TextField } from "@/ui/field";
import { toast } from "@/ui/toast";
import { useSubmit } from "@/ui/use-submit";
import { agentsQuery } from "../queries";
import { RoleSelect } from "../role-select";

const t = words.agents;

/** Makes an agent, or gives one that is there another name. */
export function AgentDialog({ agent, onClose }: { agent?: Agent; onClose: () => void }) {
  const id = useId();
  const [role, setRole] = useState<Role>("engineer");
  const form = useSubmit(["name", "role"], async ({ name }) => {
    if (agent) {
      await ok(
        api.PATCH("/api/v1/account/agents/{id}", { params: { path: { id: agent.id } }, body: { name } }),
      );
      toast.success(t.renamed);
    } else {
      await ok(api.POST("/api/v1/account/agents", { body: { name, role } }));
      toast.success(t.created(name));
    }
    onClose();
    await queryClient.invalidateQueries({ queryKey: agentsQuery.queryKey });
  });
  return (
    <Dialog
      title={agent ? t.renameTitle : t.create}
      sticky
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button type="submit" form={id} variant="primary" pending={form.pending}>
            {agent ? t.save : t.submit}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.onSubmit} noValidate className="space-y-4">
        {form.hasGeneralProblem && <ErrorNote error={form.problem} />}
        <TextField
          label={t.name}
          name="name"
          autoComplete="off"
          placeholder={t.namePlaceholder}
          maxLength={200}
          required
          defaultValue={agent?.name}
          error={form.errors.name}
        />
        {!agent && (
          <RoleSelect
            label={t.role}
            name="role"
            value={role}
            onChange={({ target }) => setRole(target.value as Role)}
            error={form.errors.role}
          />
        )}
      </form>
    </Dialog>
  );
}
