import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** Says how the whole page stands, above the step. */
export function Banner({
  icon: Icon,
  title,
  text,
  children,
}: {
  icon: LucideIcon;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <div
      role="status"
      className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-info-line bg-info-soft px-4 py-3"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-info" />
      <p className="min-w-0 flex-1">
        <span className="font-semibold text-info-fg">{title}.</span> {text}
      </p>
      {children}
    </div>
  );
}
