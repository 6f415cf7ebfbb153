import { useMutation } from "@tanstack/react-query";
import { Bot, Ellipsis, PencilLine, Plus, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { api, ok } from "@/api/client";
import type { Agent, Role } from "@/api/types";
import { queryClient } from "@/app/query";
import { strings } from "@/app/strings";
import { account as words } from "@/app/strings/account";
import { NewTokenDialog } from "@/features/identity/tokens/new-token-dialog";
import { TokenList } from "@/features/identity/tokens/token-list";
import { Button, IconButton } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { ErrorNote } from "@/ui/error-note";
import { Menu, MenuItem } from "@/ui/menu";
import { RelativeTime } from "@/ui/time";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { agentsQuery } from "../queries";
import { RoleSelect } from "../role-select";
import { AgentDialog } from "./agent-dialog";
import { agentTokens } from "./source";

const t = words.agents;

/** An agent: its role, its tokens, when it last called. */
export function AgentCard({ agent }: { agent: Agent }) {
  const { id, name, role, created_at, last_used_at } = agent;
  const source = useMemo(() => agentTokens({ id, name, role }), [id, name, role]);
  const [doing, setDoing] = useState<"rename" | "remove" | "token" | null>(null);
  const stop = () => setDoing(null);
  const newToken = (
    <Button size="sm" icon={Plus} onClick={() => setDoing("token")}>
      {t.newToken}
    </Button>
  );
  return (
    <li className="card">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-3.5">
        <span className="inline-flex size-9 shrink-0 items-center justify-center rounded-lg border border-violet-line bg-violet-soft text-violet-fg">
          <Bot aria-hidden className="size-4.5" />
        </span>
        <div className="min-w-0 flex-1 basis-48">
          <h2 className="font-medium wrap-anywhere">{name}</h2>
          <p className="flex flex-wrap gap-x-3 text-sm text-muted">
            <span>
              {last_used_at ? (
                <>
                  {t.used} <RelativeTime at={last_used_at} />
                </>
              ) : (
                t.neverUsed
              )}
            </span>
            <span>
              {t.since} <RelativeTime at={created_at} />
            </span>
          </p>
        </div>
        <div className="flex items-center gap-1">
          <AgentRole agent={agent} />
          <Menu trigger={<IconButton icon={Ellipsis} label={t.more(name)} />}>
            <MenuItem icon={PencilLine} onSelect={() => setDoing("rename")}>
              {t.rename}
            </MenuItem>
            <MenuItem icon={Trash2} danger onSelect={() => setDoing("remove")}>
              {t.remove}
            </MenuItem>
          </Menu>
        </div>
      </div>
      <section aria-label={t.tokensOf(name)} className="border-t border-line bg-subtle/50 px-4 py-3">
        <div className="mb-2 flex min-h-7 items-center justify-between gap-3">
          <h3 className="text-sm font-medium text-muted">{t.tokens}</h3>
          {newToken}
        </div>
        <TokenList source={source} compact />
      </section>
      {doing === "rename" && <AgentDialog agent={agent} onClose={stop} />}
      {doing === "token" && <NewTokenDialog source={source} onClose={stop} />}
      {doing === "remove" && <RemoveDialog agent={agent} onClose={stop} />}
    </li>
  );
}

function AgentRole({ agent: { id, name, role } }: { agent: Agent }) {
  const change = useMutation({
    mutationFn: (role: Role) =>
      ok(api.PATCH("/api/v1/account/agents/{id}", { params: { path: { id } }, body: { role } })),
    onSuccess: async (_, role) => {
      toast.success(t.roleChanged(name, strings.identity.roles[role]));
      await queryClient.invalidateQueries({ queryKey: agentsQuery.queryKey });
    },
    onError: (error) => toast.problem(error),
  });
  return (
    <RoleSelect
      label={t.roleOf(name)}
      inList
      value={change.isPending ? change.variables : role}
      disabled={change.isPending}
      onChange={({ target }) => change.mutate(target.value as Role)}
    />
  );
}

function RemoveDialog({ agent: { id, name }, onClose }: { agent: Agent; onClose: () => void }) {
  const remove = useOnce(async () => {
    await ok(api.DELETE("/api/v1/account/agents/{id}", { params: { path: { id } } }));
    toast.success(t.removed(name));
    onClose();
    await queryClient.invalidateQueries({ queryKey: ["account"] });
  });
  return (
    <ConfirmDialog
      title={t.removeTitle(name)}
      confirm={t.remove}
      pending={remove.pending}
      onConfirm={remove.run}
      onCancel={onClose}
    >
      <p>{t.removeText}</p>
      {remove.problem !== null && <ErrorNote error={remove.problem} className="mt-3" />}
    </ConfirmDialog>
  );
}
