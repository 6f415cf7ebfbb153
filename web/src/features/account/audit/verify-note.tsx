import { CircleCheck, ShieldAlert, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { api, ok } from "@/api/client";
import type { AuditVerdict } from "@/api/types";
import { account as words } from "@/app/strings/account";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { useOnce, type Once } from "@/ui/use-once";

const t = words.audit;

/** Asks the server to check the chain of the log; `verdict` is its last answer. */
export function useVerify(): Once & { verdict: AuditVerdict | null } {
  const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
  const check = useOnce(async () => {
    setVerdict(null);
    setVerdict(await ok(api.GET("/api/v1/account/audit/verify")));
  });
  return { ...check, verdict };
}

export function VerifyButton({ verify }: { verify: Once }) {
  return (
    <Button icon={ShieldCheck} pending={verify.pending} onClick={verify.run}>
      {t.verify}
    </Button>
  );
}

/** Whether the log is as it was written. */
export function VerifyNote({ verify: { verdict, problem } }: { verify: ReturnType<typeof useVerify> }) {
  if (problem !== null) return <ErrorNote error={problem} className="mb-4" />;
  return (
    <div role="status">
      {verdict?.ok && (
        <div className="mb-4 flex gap-3 rounded-lg border border-success-line bg-success-soft px-4 py-3">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
          <div>
            <p className="font-medium text-success-fg">{t.verified(verdict.rows)}</p>
            <p>{t.verifiedText}</p>
          </div>
        </div>
      )}
      {verdict && !verdict.ok && (
        <div className="mb-4 flex gap-3 rounded-lg border border-danger-line bg-danger-soft px-4 py-3">
          <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />
          <div className="min-w-0 space-y-1">
            <p className="font-medium text-danger-fg">{t.broken(verdict.faults.length)}</p>
            <p>{t.brokenText}</p>
            <ul className="list-disc space-y-0.5 pl-4">
              {verdict.faults.map(({ seq, what }) => (
                <li key={`${seq} ${what}`}>{t.fault(seq, what)}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </div>
  );
}
