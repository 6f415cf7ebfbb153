import { CircleAlert, CircleCheckBig, TriangleAlert, type LucideIcon } from "lucide-react";
import type { Finding, Tree } from "@/api/types";
import { findings as t } from "@/app/strings/findings";
import { cx } from "@/ui/cx";
import { EmptyState } from "@/ui/empty-state";
import { FindingLinks } from "./finding-links";

/** What is wrong with a flow, by how bad that is. Each finding leads to where it is mended, or for readers to the step. */
export function FindingsPanel({ flow }: { flow: Tree }) {
  const errors = flow.findings.filter(({ severity }) => severity === "error");
  const warnings = flow.findings.filter(({ severity }) => severity === "warning");
  if (flow.findings.length === 0) {
    return (
      <div className="card">
        <EmptyState icon={CircleCheckBig} title={t.none}>
          {t.noneText}
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="space-y-6">
      <Group icon={CircleAlert} tone="text-danger" title={t.errors} text={t.errorsText} flow={flow}>
        {errors}
      </Group>
      <Group icon={TriangleAlert} tone="text-warning" title={t.warnings} text={t.warningsText} flow={flow}>
        {warnings}
      </Group>
    </div>
  );
}

interface GroupProps {
  icon: LucideIcon;
  tone: string;
  title: string;
  text: string;
  flow: Tree;
  children: readonly Finding[];
}

function Group({ icon: Icon, tone, title, text, flow, children }: GroupProps) {
  if (children.length === 0) return null;
  return (
    <section>
      <h2 className="flex items-center gap-2 font-semibold">
        <Icon aria-hidden className={cx("size-4.5", tone)} />
        {title}
        <span className="rounded-full bg-subtle px-1.5 text-xs font-medium text-muted tabular-nums">
          {children.length}
        </span>
      </h2>
      <p className="mb-2.5 pl-6.5 text-sm text-muted">{text}</p>
      <FindingLinks flow={flow} findings={children} />
    </section>
  );
}
