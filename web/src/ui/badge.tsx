import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type Tone = "neutral" | "accent" | "success" | "warning" | "danger" | "info" | "violet";

export const TONES: Record<Tone, string> = {
  neutral: "border-line-strong bg-subtle text-muted",
  accent: "border-accent-line bg-accent-soft text-accent-fg",
  success: "border-success-line bg-success-soft text-success-fg",
  warning: "border-warning-line bg-warning-soft text-warning-fg",
  danger: "border-danger-line bg-danger-soft text-danger-fg",
  info: "border-info-line bg-info-soft text-info-fg",
  violet: "border-violet-line bg-violet-soft text-violet-fg",
};

export interface BadgeProps {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
  className?: string;
}

export function Badge({ tone = "neutral", icon: Icon, children, className }: BadgeProps) {
  return (
    <span
      className={cx(
        "inline-flex h-5 shrink-0 items-center gap-1 rounded-full border px-2 text-xs font-medium whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {Icon && <Icon aria-hidden className="-ml-0.5 size-3" />}
      {children}
    </span>
  );
}
