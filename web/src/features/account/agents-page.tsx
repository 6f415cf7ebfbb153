import { useQuery } from "@tanstack/react-query";
import { Bot, Plus } from "lucide-react";
import { useState } from "react";
import { useMe } from "@/app/shell/use-auth";
import { account as words } from "@/app/strings/account";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Page } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";
import { AccountNav } from "./account-nav";
import { AdminsOnly } from "./admins-only";
import { AgentCard } from "./agents/agent-card";
import { AgentDialog } from "./agents/agent-dialog";
import { manages } from "./may";
import { agentsQuery } from "./queries";

const t = words.agents;

export default function AgentsPage() {
  const isAdmin = manages(useMe());
  const [making, setMaking] = useState(false);
  const create = (
    <Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>
      {t.create}
    </Button>
  );
  if (!isAdmin) return <AdminsOnly title={t.title} />;
  return (
    <Page title={t.title} description={t.description} width="narrow" nav={<AccountNav />} actions={create}>
      <Agents />
      {making && <AgentDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}

function Agents() {
  const agents = useQuery(agentsQuery);
  if (agents.isPending) return <SkeletonRows rows={3} label={t.loading} />;
  if (agents.isError) return <ErrorNote error={agents.error} onRetry={() => void agents.refetch()} />;
  if (agents.data.items.length === 0) {
    return (
      <EmptyState icon={Bot} title={t.empty}>
        {t.emptyText}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t.title} className="space-y-4">
      {agents.data.items.map((agent) => (
        <AgentCard key={agent.id} agent={agent} />
      ))}
    </ul>
  );
}
