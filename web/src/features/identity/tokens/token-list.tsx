import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { ApiToken } from "@/api/types";
import { queryClient } from "@/app/query";
import { self } from "@/app/strings/self";
import { Badge } from "@/ui/badge";
import { Button } from "@/ui/button";
import { ConfirmDialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorNote } from "@/ui/error-note";
import { isPast } from "@/ui/format";
import { SkeletonRows } from "@/ui/skeleton";
import { RelativeTime } from "@/ui/time";
import { toast } from "@/ui/toast";
import { useOnce } from "@/ui/use-once";
import type { TokenSource } from "./source";

const t = self.tokens;

/** The tokens somebody or something has. `compact` inside of a card. */
export function TokenList({ source, compact }: { source: TokenSource; compact?: boolean }) {
  const tokens = useQuery(source.query);
  if (tokens.isPending) return <SkeletonRows rows={compact ? 1 : 3} label={t.loading} />;
  if (tokens.isError) return <ErrorNote error={tokens.error} onRetry={() => void tokens.refetch()} />;
  const { items } = tokens.data;
  if (items.length === 0) {
    return compact ? (
      <p className="text-sm text-muted">{t.empty}</p>
    ) : (
      <EmptyState icon={KeyRound} title={t.empty}>
        {t.emptyText}
      </EmptyState>
    );
  }
  return (
    <ul
      aria-label={source.agent ? t.agentsTitle(source.agent) : t.title}
      className="card divide-y divide-line"
    >
      {items.map((token) => (
        <TokenRow key={token.id} token={token} source={source} />
      ))}
    </ul>
  );
}

function TokenRow({ token, source }: { token: ApiToken; source: TokenSource }) {
  const { id, name, hint, scopes, created_at, expires_at, last_used_at } = token;
  const [asking, setAsking] = useState(false);
  const expired = isPast(expires_at);
  const revoke = useOnce(async () => {
    await source.revoke(id);
    toast.success(t.revoked(name));
    setAsking(false);
    await queryClient.invalidateQueries({ queryKey: source.query.queryKey });
  });
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3.5">
      <div className="min-w-0 flex-1 basis-40">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium wrap-anywhere">{name}</span>
          <code className="text-sm text-faint">bb_pat_…{hint}</code>
          {expired && <Badge tone="danger">{t.expired}</Badge>}
        </p>
        <ul aria-label={t.scopes} className="mt-1.5 flex flex-wrap gap-1">
          {scopes.map((scope) => (
            <li key={scope}>
              <Badge>{scope}</Badge>
            </li>
          ))}
        </ul>
        <p className="mt-1.5 flex flex-wrap gap-x-3 text-sm text-muted">
          <span>
            {t.created} <RelativeTime at={created_at} />
          </span>
          <span>
            {last_used_at ? (
              <>
                {t.lastUsed} <RelativeTime at={last_used_at} />
              </>
            ) : (
              t.neverUsed
            )}
          </span>
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
        </p>
      </div>
      <Button size="sm" variant="danger" aria-label={t.revokeNamed(name)} onClick={() => setAsking(true)}>
        {t.revoke}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t.revokeTitle(name)}
          confirm={t.revoke}
          pending={revoke.pending}
          onConfirm={revoke.run}
          onCancel={() => setAsking(false)}
        >
          <p>{t.revokeText}</p>
          {revoke.problem !== null && <ErrorNote error={revoke.problem} className="mt-3" />}
        </ConfirmDialog>
      )}
    </li>
  );
}
