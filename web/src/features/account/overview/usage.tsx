import { useQuery } from "@tanstack/react-query";
import type { Limited } from "@/api/types";
import { account as words } from "@/app/strings/account";
import { cx } from "@/ui/cx";
import { ErrorNote } from "@/ui/error-note";
import { formatNumber } from "@/ui/format";
import { ProgressBar } from "@/ui/progress";
import { SettingsCard } from "@/ui/settings-card";
import { Skeleton } from "@/ui/skeleton";
import { usageQuery } from "../queries";
import { fillOf } from "./fill";

const t = words.overview;

/** What is in use of what the plan allows. */
export function Usage() {
  const usage = useQuery(usageQuery);
  return (
    <SettingsCard title={t.usage} description={t.usageHint}>
      {usage.isPending && <Skeleton className="h-24 w-full" />}
      {usage.isError && <ErrorNote error={usage.error} onRetry={() => void usage.refetch()} />}
      {usage.data && (
        <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          <Bar label={t.used.members} {...usage.data.members} />
          <Bar label={t.used.trees} {...usage.data.trees} />
          <Bar label={t.used.workspaces} {...usage.data.workspaces} />
          <Bar label={t.used.sessions} {...usage.data.sessions} />
        </dl>
      )}
    </SettingsCard>
  );
}

function Bar({ label, used, limit }: Limited & { label: string }) {
  const fill = fillOf({ used, limit });
  return (
    <div>
      <dt className="font-medium">{label}</dt>
      <dd className="mt-1">
        <p className="flex items-baseline gap-x-1.5 tabular-nums">
          <span className="text-xl font-semibold">{formatNumber(used)}</span>
          {limit !== undefined && (
            <span className="text-muted">{limit === null ? t.noLimit : t.of(formatNumber(limit))}</span>
          )}
        </p>
        {limit != null && (
          <ProgressBar
            value={fill.rate}
            label={label}
            tone={fill.state === "full" ? "danger" : fill.state === "nearly" ? "warning" : "accent"}
            className="mt-1.5"
          />
        )}
        {(fill.state === "full" || fill.state === "nearly") && (
          <p className={cx("mt-1.5 text-sm", fill.state === "full" ? "text-danger-fg" : "text-warning-fg")}>
            {t[fill.state]}
          </p>
        )}
      </dd>
    </div>
  );
}
