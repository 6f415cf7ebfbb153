import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, CircleDot, CircleX, Cog } from "lucide-react";
import type { Job } from "@/api/types";
import { platform } from "@/app/strings/platform";
import { Badge, type BadgeProps } from "@/ui/badge";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";
import { ProgressBar } from "@/ui/progress";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { jobsQuery } from "./queries";

const t = platform.jobs;

/** What the server does beside answering: what waits, what runs, what has failed. */
export function Jobs() {
  const jobs = useQuery(jobsQuery);
  if (jobs.isPending) return <SkeletonRows rows={5} label={t.loading} />;
  if (jobs.isError && !jobs.data) {
    return <ErrorNote error={jobs.error} onRetry={() => void jobs.refetch()} />;
  }
  if (jobs.data.items.length === 0) {
    return (
      <EmptyState icon={Cog} title={t.empty}>
        {t.emptyText}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t.list} className="card divide-y divide-line">
      {jobs.data.items.map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </ul>
  );
}

const LOOKS: Record<Job["state"], Pick<BadgeProps, "tone" | "icon">> = {
  queued: { tone: "neutral", icon: CircleDashed },
  running: { tone: "info", icon: CircleDot },
  done: { tone: "success", icon: CircleCheck },
  failed: { tone: "danger", icon: CircleX },
};

function JobRow({ job }: { job: Job }) {
  const { kind, state, attempts, done, total, run_at, finished_at, error } = job;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium first-letter:uppercase">{kind.replaceAll("_", " ")}</p>
        {state === "running" && total != null && total > 0 && (
          <p className="flex items-center gap-3 text-sm text-muted tabular-nums">
            <ProgressBar value={done / total} label={t.progressOf(kind)} className="w-32" />
            {t.counted(formatNumber(done), formatNumber(total))}
          </p>
        )}
        {error && <p className="text-sm wrap-anywhere text-danger-fg">{error}</p>}
      </div>
      <span className="sm:w-24">
        <Badge {...LOOKS[state]}>{t.states[state]}</Badge>
      </span>
      <p className="text-sm text-muted tabular-nums sm:w-16">{t.attempts(attempts)}</p>
      <p className="text-sm text-muted sm:w-36">
        {finished_at ? t.ended : t.due} <RelativeTime at={finished_at ?? run_at} />
      </p>
    </li>
  );
}
