import { Archive, CircleAlert, Rocket, Trash2, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import type { Tree } from "@/api/types";
import { strings } from "@/app/strings";
import { cx } from "@/ui/cx";
import { FindingLink } from "./finding-link";
import { lifeOf } from "./life";

const t = strings.flow.state;
const MOST_FINDINGS = 3;

/** Where a flow is in its life, when there is something to say about it, and what blocks the next step. */
export function StateNote({ flow }: { flow: Tree }) {
  const life = lifeOf(flow);
  if (life === "deleted") {
    return (
      <Note icon={Trash2} tone="danger" title={t.deleted}>
        {t.deletedText}
      </Note>
    );
  }
  if (life === "archived") {
    return (
      <Note icon={Archive} tone="neutral" title={t.archived}>
        {flow.permissions.publish && t.archivedText(flow.tree_type)}
      </Note>
    );
  }
  if (!flow.permissions.publish || life === "published") return null;
  if (flow.error_count > 0) return <Blocked flow={flow} />;
  if (life === "newer") {
    return (
      <Note
        icon={Rocket}
        tone="accent"
        title={t.newer(flow.tree_type, flow.version, flow.published_version ?? 0)}
      />
    );
  }
  return (
    <Note icon={Rocket} tone="accent" title={t.ready}>
      {t.readyText(flow.tree_type)}
    </Note>
  );
}

function Blocked({ flow }: { flow: Tree }) {
  const errors = flow.findings.filter(({ severity }) => severity === "error");
  return (
    <Note icon={CircleAlert} tone="danger" title={t.blocked(flow.error_count)}>
      <ul className="mt-0.5 space-y-0.5">
        {errors.slice(0, MOST_FINDINGS).map((finding, place) => (
          <li key={`${finding.code}-${place}`}>
            <FindingLink
              flow={flow}
              finding={finding}
              className="wrap-anywhere text-fg underline decoration-danger-line underline-offset-3 hover:decoration-current touch:inline-block touch:py-1"
            />
          </li>
        ))}
      </ul>
      {errors.length > MOST_FINDINGS && (
        <Link
          to="/flows/$flowId"
          params={{ flowId: flow.id }}
          search={{ tab: "findings" }}
          className="mt-0.5 inline-block text-sm text-muted hover:text-fg hover:underline"
        >
          {t.moreFindings(errors.length - MOST_FINDINGS)}
        </Link>
      )}
    </Note>
  );
}

const TONES = {
  danger: ["border-danger-line bg-danger-soft", "text-danger", "text-danger-fg"],
  accent: ["border-accent-line bg-accent-soft", "text-accent-fg", "text-accent-fg"],
  neutral: ["border-line-strong bg-subtle", "text-muted", "text-fg"],
} as const;

interface NoteProps {
  icon: LucideIcon;
  tone: keyof typeof TONES;
  title: string;
  children?: ReactNode;
}

function Note({ icon: Icon, tone, title, children }: NoteProps) {
  const [frame, icon, heading] = TONES[tone];
  return (
    <div className={cx("mb-5 flex gap-3 rounded-lg border px-4 py-2.5", frame)}>
      <Icon aria-hidden className={cx("mt-0.5 size-4.5 shrink-0", icon)} />
      <div className="min-w-0 flex-1">
        <p className={cx("font-medium", heading)}>{title}</p>
        {children && <div className="text-muted">{children}</div>}
      </div>
    </div>
  );
}
