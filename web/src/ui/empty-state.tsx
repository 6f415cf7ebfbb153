import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** Why it is empty and what would fill it. */
  children?: ReactNode;
  /** The next step, as buttons. */
  actions?: ReactNode;
  /** It is the whole page: the title is its heading. */
  isPage?: boolean;
  className?: string;
}

export function EmptyState({ icon: Icon, title, children, actions, isPage, className }: EmptyStateProps) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className={cx("flex flex-col items-center px-6 py-14 text-center", className)}>
      <span className="mb-4 inline-flex size-11 items-center justify-center rounded-xl border border-line bg-subtle text-faint">
        <Icon aria-hidden className="size-5" />
      </span>
      <Title tabIndex={isPage ? -1 : undefined} data-page-heading={isPage} className="text-lg font-semibold">
        {title}
      </Title>
      {children && <div className="mt-1 max-w-md text-muted">{children}</div>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
