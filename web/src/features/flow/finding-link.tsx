import { Link } from "@tanstack/react-router";
import type { Finding, Tree } from "@/api/types";

const WHOLE_LINE = "wrap-anywhere after:absolute after:inset-0";

/** Leads to where a finding is mended; for those who may not edit, to its step. */
export function FindingLink({
  flow,
  finding,
  className,
}: {
  flow: Tree;
  finding: Finding;
  className?: string;
}) {
  const params = { flowId: flow.id };
  const node = finding.node_id ?? undefined;
  if (flow.permissions.edit) {
    return (
      <Link
        to="/flows/$flowId/edit"
        params={params}
        search={{ ...(node ? { node } : {}), finding: finding.code }}
        className={className ?? WHOLE_LINE}
      >
        {finding.message}
      </Link>
    );
  }
  if (!node) return <span className="wrap-anywhere">{finding.message}</span>;
  return (
    <Link to="/flows/$flowId" params={params} search={{ node }} className={className ?? WHOLE_LINE}>
      {finding.message}
    </Link>
  );
}
