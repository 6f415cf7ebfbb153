import { useQuery } from "@tanstack/react-query";
import { Plus, Ticket } from "lucide-react";
import { useState } from "react";
import { api, ok } from "@/api/client";
import type { InviteCode } from "@/api/types";
import { queryClient } from "@/app/query";
import { platform } from "@/app/strings/platform";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { isPast } from "@/ui/format";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import { NewCodeDialog } from "./new-code-dialog";
import { codesQuery } from "./queries";

const t = platform.codes;

/** Codes with which somebody may register. */
export function Codes() {
  const codes = useQuery(codesQuery);
  const [making, setMaking] = useState(false);
  return (
    <div className="space-y-4">
      <Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>
        {t.create}
      </Button>
      {codes.isPending && <SkeletonRows rows={3} label={t.loading} />}
      {codes.isError && <ErrorNote error={codes.error} onRetry={() => void codes.refetch()} />}
      {codes.data?.items.length === 0 && (
        <EmptyState icon={Ticket} title={t.empty}>
          {t.emptyText}
        </EmptyState>
      )}
      {codes.data && codes.data.items.length > 0 && (
        <ul aria-label={t.list} className="card divide-y divide-line">
          {codes.data.items.map((code) => (
            <CodeRow key={code.id} code={code} />
          ))}
        </ul>
      )}
      {making && <NewCodeDialog onClose={() => setMaking(false)} />}
    </div>
  );
}

function CodeRow({ code: { id, label, uses, max_uses, expires_at, created_at } }: { code: InviteCode }) {
  const expired = isPast(expires_at);
  const usedUp = uses >= max_uses;
  const revoke = useOnce(async () => {
    try {
      await ok(api.DELETE("/api/v1/platform/invite-codes/{id}", { params: { path: { id } } }));
      toast.success(t.revoked(label));
    } catch (error) {
      toast.problem(error);
    }
    await queryClient.invalidateQueries({ queryKey: codesQuery.queryKey });
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">{label}</span>
          {expired && <Badge tone="danger">{t.expired}</Badge>}
          {usedUp && <Badge>{t.usedUp}</Badge>}
        </p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span className="tabular-nums">{t.uses(uses, max_uses)}</span>
          {!expired && (
            <span>
              {expires_at ? (
                <>
                  {t.expires} <RelativeTime at={expires_at} />
                </>
              ) : (
                t.noExpiry
              )}
            </span>
          )}
          <span>
            {t.created} <RelativeTime at={created_at} />
          </span>
        </p>
      </div>
      <Button size="sm" aria-label={t.revokeNamed(label)} pending={revoke.pending} onClick={revoke.run}>
        {t.revoke}
      </Button>
    </li>
  );
}
