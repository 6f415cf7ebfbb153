import { RefreshCw, Unlink, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Tree } from "@/api/types";
import { forks } from "@/app/strings/forks";
import { ButtonLink } from "@/ui/button";
import { cx } from "@/ui/cx";

const t = forks.note;

/** What a fork has to say about its parent: that it has changed, or is not there any more; and the way back to it. */
export function ParentNote({ flow }: { flow: Tree }) {
  const { parent } = flow;
  if (!flow.is_fork || !flow.is_active) return null;
  if (!parent) {
    return (
      <Note icon={Unlink} title={t.orphan} tone="neutral">
        {t.orphanText}
      </Note>
    );
  }
  if (!parent.is_available) {
    return (
      <Note icon={Unlink} title={t.unavailable(parent.name)} tone="neutral">
        {t.unavailableText}
      </Note>
    );
  }
  if (!flow.permissions.edit) return null;
  if (flow.has_parent_updates) {
    return (
      <Note
        icon={RefreshCw}
        title={t.updated(parent.name)}
        tone="info"
        action={
          <ButtonLink to="/flows/$flowId/pull" params={{ flowId: flow.id }} size="sm">
            {t.pull}
          </ButtonLink>
        }
      >
        {t.updatedText}
      </Note>
    );
  }
  return null;
}

const TONES = {
  neutral: ["border-line-strong bg-subtle", "text-muted", "text-fg"],
  info: ["border-info-line bg-info-soft", "text-info", "text-info-fg"],
} as const;

interface NoteProps {
  icon: LucideIcon;
  title: string;
  tone: keyof typeof TONES;
  action?: ReactNode;
  children: ReactNode;
}

function Note({ icon: Icon, title, tone, action, children }: NoteProps) {
  const [frame, icon, heading] = TONES[tone];
  return (
    <div className={cx("mb-5 flex flex-wrap items-center gap-3 rounded-lg border px-4 py-2.5", frame)}>
      <Icon aria-hidden className={cx("size-4.5 shrink-0 self-start mt-0.5", icon)} />
      <div className="min-w-0 flex-1 basis-48">
        <p className={cx("font-medium wrap-anywhere", heading)}>{title}</p>
        <p className="text-muted">{children}</p>
      </div>
      {action}
    </div>
  );
}
