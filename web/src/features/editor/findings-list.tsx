import { CircleAlert, CircleCheckBig, TriangleAlert, X, type LucideIcon } from "lucide-react";
import type { Finding } from "@/api/types";
import { editor } from "@/app/strings/editor";
import { fieldOf } from "@/flow-model/findings";
import { nodesById } from "@/flow-model/links";
import { IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { EmptyState } from "@/ui/empty-state";
import { Fixes } from "./form/field-frame";
import { WHOLE_FLOW } from "./session";
import { useEditor } from "./use-editor";
import type { Validation } from "./use-validation";

const t = editor.findings;

/** What is wrong with the flow as it is edited. Each line leads to where it is mended. */
export function FindingsList({ validation, onClose }: { validation: Validation; onClose: () => void }) {
  const { findings, isChecking, error } = validation;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-11 shrink-0 items-center gap-2 border-b border-line pr-1.5 pl-4 touch:min-h-13">
        <h2 className="flex-1 font-semibold">{t.title}</h2>
        <span role="status" className="text-xs text-faint">
          {error !== null ? t.failed : isChecking ? t.checking : ""}
        </span>
        <IconButton icon={X} size="sm" label={t.close} onClick={onClose} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto pb-4" tabIndex={-1}>
        {findings.length === 0 ? (
          <EmptyState icon={CircleCheckBig} title={t.none}>
            {t.noneText}
          </EmptyState>
        ) : (
          <>
            <Group icon={CircleAlert} tone="text-danger" title={t.errors}>
              {findings.filter(({ severity }) => severity === "error")}
            </Group>
            <Group icon={TriangleAlert} tone="text-warning" title={t.warnings}>
              {findings.filter(({ severity }) => severity === "warning")}
            </Group>
          </>
        )}
      </div>
    </div>
  );
}

/** More of a group are not drawn: whoever has so many begins with these. */
const MOST = 200;

interface GroupProps {
  icon: LucideIcon;
  tone: string;
  title: string;
  children: readonly Finding[];
}

function Group({ icon: Icon, tone, title, children }: GroupProps) {
  const { session, show } = useEditor();
  if (children.length === 0) return null;
  const nodes = nodesById(session.document);
  return (
    <section>
      <h3 className="flex items-center gap-2 px-4 pt-3.5 pb-1 text-sm font-medium text-muted">
        <Icon aria-hidden className={cx("size-4", tone)} />
        {title}
        <span className="text-faint tabular-nums">{children.length}</span>
      </h3>
      <ul>
        {children.slice(0, MOST).map((finding, place) => {
          const node = finding.node_id ? nodes.get(finding.node_id) : undefined;
          return (
            <li key={`${finding.code}-${finding.node_id}-${place}`} className="px-1.5">
              <button
                type="button"
                onClick={() => show(node?.id ?? WHOLE_FLOW, fieldOf(finding, node))}
                className="block w-full rounded-md px-2.5 py-1.5 text-left wrap-anywhere hover:bg-hover touch:min-h-11"
              >
                {finding.message}
              </button>
              <div className="flex flex-wrap gap-1.5 px-2.5 pb-1 empty:hidden">
                <Fixes finding={finding} />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
