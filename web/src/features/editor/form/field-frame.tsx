import { Sparkles } from "lucide-react";
import { useId, type ReactNode } from "react";
import { editor } from "@/app/strings/editor";
import { fieldOf, fixesOf, type FindingField, type Fix } from "@/flow-model/findings";
import type { Finding, FlowNode } from "@/api/types";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { focusCanvas, focusOutline } from "../parts";
import { WHOLE_FLOW } from "../session";
import { useEditor } from "../use-editor";

export interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

export interface FieldFrameProps {
  label: string;
  /** By which [[Editor.show]] finds it. */
  name: string;
  hint?: ReactNode;
  findings?: readonly Finding[];
  /** At the end of the label's line. */
  action?: ReactNode;
  /** There are several controls in it: they are a group with this name. */
  isGroup?: boolean;
  className?: string;
  children: (wiring: Wiring) => ReactNode;
}

const NONE: readonly Finding[] = [];

/** A part of the form: its label, its control, what is wrong with it and what mends that. */
export function FieldFrame({
  label,
  name,
  hint,
  findings = NONE,
  action,
  isGroup,
  className,
  children,
}: FieldFrameProps) {
  const id = useId();
  const described = findings.length > 0 ? `${id}-findings` : hint ? `${id}-hint` : undefined;
  const isInvalid = findings.some(({ severity }) => severity === "error");
  const wiring: Wiring = { id, "aria-describedby": described, "aria-invalid": isInvalid || undefined };
  return (
    <div
      data-field={name}
      role={isGroup ? "group" : undefined}
      aria-labelledby={isGroup ? `${id}-label` : undefined}
      aria-describedby={isGroup ? described : undefined}
      className={cx("min-w-0", className)}
    >
      <div className="mb-1 flex min-h-6 items-center justify-between gap-3">
        {isGroup ? (
          <p id={`${id}-label`} className="font-medium">
            {label}
          </p>
        ) : (
          <label htmlFor={id} className="font-medium">
            {label}
          </label>
        )}
        {action}
      </div>
      {children(wiring)}
      {findings.length > 0 ? (
        <ul id={`${id}-findings`} className="mt-1.5 space-y-1.5">
          {findings.map((finding, place) => (
            <li key={`${finding.code}-${place}`}>
              <FieldFinding finding={finding} />
            </li>
          ))}
        </ul>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="mt-1 text-sm text-muted">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

function FieldFinding({ finding }: { finding: Finding }) {
  return (
    <div
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-1 text-sm",
        finding.severity === "error" ? "text-danger-fg" : "text-warning-fg",
      )}
    >
      <span className="wrap-anywhere">{finding.message}</span>
      <Fixes finding={finding} />
    </div>
  );
}

const FOCUS_AFTER: Partial<Record<Fix["kind"], string>> = {
  add_option: "options:last",
  make_solution: "title",
  make_action: "title",
  start_here: "start",
  clear_link: "title",
  ask_for: "title",
};

/** The edits that mend a finding at one click. */
export function Fixes({ finding }: { finding: Finding }) {
  const { session, show } = useEditor();
  const fixes = fixesOf(finding, session.document);
  const apply = (fix: Fix) => {
    const node = finding.node_id ?? WHOLE_FLOW;
    session.edit(fix.changes);
    // The button goes away with what it mended: the focus goes to what it changed.
    if (fix.kind === "remove_node" && !focusOutline()) focusCanvas();
    else if (fix.kind === "add_first") show(session.document.nodes[0]?.id ?? WHOLE_FLOW, "title");
    else show(node, FOCUS_AFTER[fix.kind]);
  };
  return fixes.map((fix, place) => (
    <Button key={`${fix.kind}-${place}`} size="sm" icon={Sparkles} onClick={() => apply(fix)}>
      {fixLabel(fix)}
    </Button>
  ));
}

export function fixLabel(fix: Fix): string {
  const texts = editor.findings.fixes;
  return "name" in fix ? texts[fix.kind](fix.name) : texts[fix.kind];
}

/** The findings that are mended in this part of a node's form. */
export function findingsOf(
  findings: readonly Finding[],
  node: FlowNode,
  ...fields: FindingField[]
): Finding[] {
  return findings.filter((finding) => finding.node_id === node.id && fields.includes(fieldOf(finding, node)));
}

/** What is mended in no part of a node's form of its own. */
export function OtherFindings({ node }: { node: FlowNode }) {
  const { findings } = useEditor();
  const others = findingsOf(findings, node, "intake", "root");
  if (others.length === 0) return null;
  return (
    <ul
      data-field="intake"
      className="space-y-2 rounded-lg border border-danger-line bg-danger-soft px-3.5 py-2.5"
    >
      {others.map((finding, place) => (
        <li key={`${finding.code}-${place}`}>
          <FieldFinding finding={finding} />
        </li>
      ))}
    </ul>
  );
}
