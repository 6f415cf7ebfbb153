import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, SearchX, Trash2 } from "lucide-react";
import { toProblem } from "@/api/problem";
import type { Deletion } from "@/api/types";
import { account as words } from "@/app/strings/account";
import { Door } from "@/features/identity/door";
import { ButtonLink } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";
import { ProgressBar } from "@/ui/progress";
import { Skeleton } from "@/ui/skeleton";
import { deletionQuery } from "./queries";

const t = words.deleting;

/** How far the deletion of an account is, for whoever has its address. */
export default function DeletingPage() {
  const { deletionId } = useParams({ from: "/open/deleting/$deletionId" });
  const deletion = useQuery(deletionQuery(deletionId));
  if (deletion.isError && toProblem(deletion.error).status === 404) {
    return (
      <Door title={t.title} heading={t.unknown} icon={SearchX} description={t.unknownText}>
        <Ways />
      </Door>
    );
  }
  switch (deletion.data?.status) {
    case "done":
      return (
        <Door title={t.done} heading={t.done} icon={CircleCheck} description={t.doneText}>
          <Ways />
        </Door>
      );
    case "failed":
      return (
        <Door title={t.title} heading={t.failed} icon={CircleAlert} description={t.failedText}>
          <Progress deletion={deletion.data} />
        </Door>
      );
    default:
      return (
        <Door title={t.title} heading={t.working} icon={Trash2} description={t.workingText}>
          {deletion.data ? <Progress deletion={deletion.data} /> : <Skeleton className="h-1.5 w-full" />}
          {deletion.isError && <ErrorNote error={deletion.error} className="mt-6" />}
        </Door>
      );
  }
}

function Progress({ deletion: { status, done, total } }: { deletion: Deletion }) {
  const known = total ?? 0;
  return (
    <>
      <ProgressBar value={known > 0 ? done / known : 0} label={t.progress} />
      <p className="mt-2 text-sm text-muted tabular-nums">
        {status === "queued" ? t.queued : known > 0 && t.counted(formatNumber(done), formatNumber(known))}
      </p>
    </>
  );
}

function Ways() {
  return (
    <div className="space-y-3">
      <ButtonLink to="/sign-in" variant="primary" size="lg" className="w-full">
        {t.signIn}
      </ButtonLink>
      <ButtonLink to="/register" size="lg" className="w-full">
        {t.register}
      </ButtonLink>
    </div>
  );
}
