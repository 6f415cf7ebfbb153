import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Ellipsis, RotateCcw, SearchX, Trash2 } from "lucide-react";
import { useState } from "react";
import { api, ok } from "@/api/client";
import { toProblem } from "@/api/problem";
import type { Session } from "@/api/types";
import { queryClient } from "@/app/query";
import { session as t } from "@/app/strings/history";
import { trailOf } from "@/flow-model/run/trail";
import { named } from "@/flow-model/variables";
import { ButtonLink, IconButton } from "@/ui/button";
import { Section } from "@/ui/card";
import { ConfirmDialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { Menu, MenuItem } from "@/ui/menu";
import { Page, PageTitle } from "@/ui/page";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { toast } from "@/ui/toast";
import { LabelsForm, useLabels } from "./detail/labels-form";
import { keep, sessionDetailQuery, sessionLogQuery } from "./detail/queries";
import { StateCard } from "./detail/state-card";
import { Timeline } from "./detail/timeline";
import { TryOutBadge } from "./try-out";

export default function SessionPage() {
  const { sessionId = "" } = useParams({ strict: false });
  const session = useQuery(sessionDetailQuery(sessionId));
  if (session.isPending) {
    return (
      <Page title={t.loading}>
        <SkeletonRows rows={5} label={t.loading} />
      </Page>
    );
  }
  if (session.isError && toProblem(session.error).status === 404) return <NotHere />;
  if (session.isError) {
    return (
      <Page title={t.crumb} width="narrow">
        <ErrorNote error={session.error} onRetry={() => void session.refetch()} />
      </Page>
    );
  }
  return <Shown key={sessionId} session={session.data} />;
}

function NotHere() {
  return (
    <>
      <PageTitle title={t.notFound.title} />
      <EmptyState
        isPage
        icon={SearchX}
        title={t.notFound.title}
        className="min-h-[70dvh] justify-center"
        actions={
          <ButtonLink to="/sessions" variant="primary">
            {t.notFound.back}
          </ButtonLink>
        }
      >
        {t.notFound.text}
      </EmptyState>
    </>
  );
}

function Shown({ session }: { session: Session }) {
  const labels = useLabels(session);
  return (
    <Page
      title={session.tree.name}
      crumbs={
        <Link to="/sessions" className="hover:text-fg">
          {t.crumb}
        </Link>
      }
      description={
        <>
          <Link to="/flows/$flowId" params={{ flowId: session.tree_id }} className="underline">
            {t.of(session.tree_version)}
          </Link>{" "}
          · {t.by(session.user.name)} · <RelativeTime at={session.started_at} />{" "}
          <TryOutBadge session={session} />
        </>
      }
      actions={<More session={session} />}
    >
      <div className="space-y-6">
        <StateCard session={session} labels={labels} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <Section title={t.timeline} className="min-w-0">
            <Log session={session} />
          </Section>
          <div className="space-y-6">
            <Section title={t.labels}>
              <LabelsForm draft={labels} />
            </Section>
            <Values values={session.variables} />
          </div>
        </div>
      </div>
    </Page>
  );
}

function Log({ session }: { session: Session }) {
  const log = useQuery(sessionLogQuery(session.id, session.seq));
  if (log.isPending) return <SkeletonRows rows={4} label={t.loading} />;
  if (log.isError) return <ErrorNote error={log.error} onRetry={() => void log.refetch()} />;
  const flow = session.flow ?? { schema: 1, kind: session.tree.tree_type, nodes: [] };
  const trail = trailOf(flow, log.data);
  if (trail.scenes.length === 0) return <p className="text-muted">{t.timelineEmpty}</p>;
  return (
    <Timeline
      trail={trail}
      values={named(flow.intake ?? [], session.variables)}
      customSteps={session.custom_steps}
    />
  );
}

function Values({ values }: { values: Session["variables"] }) {
  const names = Object.keys(values);
  if (names.length === 0) return null;
  return (
    <Section title={t.variables}>
      <dl className="card space-y-2 p-4">
        {names.map((name) => (
          <div key={name}>
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="wrap-anywhere">{values[name]}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function More({ session }: { session: Session }) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const params = { path: { id: session.id } };
  const reopen = async () => {
    try {
      keep(await ok(api.POST("/api/v1/sessions/{id}/reopen", { params })));
      toast.success(t.reopened);
    } catch (error) {
      toast.problem(error);
    }
  };
  const remove = async () => {
    setPending(true);
    try {
      await ok(api.DELETE("/api/v1/sessions/{id}", { params }));
      void queryClient.invalidateQueries({ queryKey: ["sessions"] });
      toast.success(t.removed);
      void navigate({ to: "/sessions" });
    } catch (error) {
      toast.problem(error);
      setPending(false);
      setAsking(false);
    }
  };
  const { reopen: mayReopen, delete: mayDelete } = session.permissions;
  if (!mayReopen && !mayDelete) return null;
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={t.more} />}>
        {mayReopen && (
          <MenuItem icon={RotateCcw} onSelect={() => void reopen()}>
            {t.reopen}
          </MenuItem>
        )}
        {mayDelete && (
          <MenuItem icon={Trash2} danger onSelect={() => setAsking(true)}>
            {t.remove}
          </MenuItem>
        )}
      </Menu>
      {asking && (
        <ConfirmDialog
          title={t.removeTitle}
          confirm={t.remove}
          pending={pending}
          onConfirm={() => void remove()}
          onCancel={() => setAsking(false)}
        >
          {t.removeText}
        </ConfirmDialog>
      )}
    </>
  );
}
