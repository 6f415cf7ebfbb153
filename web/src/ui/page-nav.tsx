import { Link } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";

export interface PageNavProps {
  /** What the pages are of. */
  label: string;
  pages: readonly { to: string; label: string; icon: LucideIcon; exact?: boolean }[];
}

/** The pages that belong together, above each of them. */
export function PageNav({ label, pages }: PageNavProps) {
  return (
    <nav aria-label={label} className="-mx-4 mb-6 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0">
      <ul className="flex sm:gap-1">
        {pages.map(({ to, label, icon: Icon, exact }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: exact ?? false, includeSearch: false }}
              className="relative flex h-10 items-center gap-2 rounded-t-md px-2.5 font-medium sm:px-3 whitespace-nowrap text-muted transition-colors hover:text-fg data-[status=active]:text-fg touch:h-11 data-[status=active]:after:absolute data-[status=active]:after:inset-x-2 data-[status=active]:after:bottom-0 data-[status=active]:after:h-0.5 data-[status=active]:after:rounded-full data-[status=active]:after:bg-accent"
            >
              <Icon aria-hidden className="size-4 text-faint max-sm:hidden" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
