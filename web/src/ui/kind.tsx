import { GitFork, ListChecks, Server, Target, type LucideIcon } from "lucide-react";
import type { FlowKind } from "@/api/types";
import { strings } from "@/app/strings";
import { TONES, type Tone } from "./badge";
import { cx } from "./cx";

const LOOKS: Record<FlowKind, { icon: LucideIcon; tone: Tone }> = {
  troubleshooting: { icon: GitFork, tone: "accent" },
  procedural: { icon: ListChecks, tone: "info" },
  maintenance: { icon: Server, tone: "violet" },
  impact: { icon: Target, tone: "warning" },
};

/** The kind of a flow as a small tile. The kind is said in words nearby, or by `labelled` in the tile itself. */
export function KindTile({
  kind,
  labelled,
  className,
}: {
  kind: FlowKind;
  labelled?: boolean;
  className?: string;
}) {
  const { icon: Icon, tone } = LOOKS[kind];
  return (
    <span
      className={cx(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-lg border",
        TONES[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-4" />
      {labelled && <span className="sr-only">{strings.common.kinds[kind]}</span>}
    </span>
  );
}
