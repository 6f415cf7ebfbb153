import type { ReactNode } from "react";
import { strings } from "@/app/strings";
import { cx } from "./cx";

export interface PageProps {
  /** Also the tab's title. */
  title: string;
  /** What is shown as the heading, when it is more than the title. */
  heading?: ReactNode;
  description?: ReactNode;
  /** At the very top: the pages beside this one, as a [[PageNav]]. */
  nav?: ReactNode;
  /** Above the heading: where this page hangs. */
  crumbs?: ReactNode;
  actions?: ReactNode;
  /** `narrow` for reading and forms, `wide` for tables, `full` for work surfaces. */
  width?: "narrow" | "wide" | "full";
  children: ReactNode;
}

const WIDTHS = { narrow: "max-w-3xl", wide: "max-w-6xl", full: "max-w-none" };

/** The frame of a page: tab title, heading (which takes the focus after a navigation), actions, content. */
export function Page({
  title,
  heading,
  description,
  nav,
  crumbs,
  actions,
  width = "wide",
  children,
}: PageProps) {
  return (
    <div className={cx("mx-auto w-full px-4 pt-5 pb-24 sm:px-8 sm:pt-8 lg:pb-16", WIDTHS[width])}>
      <PageTitle title={title} />
      {nav}
      {crumbs && <div className="mb-2 text-sm text-muted">{crumbs}</div>}
      <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h1 tabIndex={-1} data-page-heading className="text-2xl font-semibold tracking-tight wrap-anywhere">
            {heading ?? title}
          </h1>
          {description && <div className="mt-1 text-muted">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function PageTitle({ title }: { title: string }) {
  return <title>{`${title} · ${strings.common.product}`}</title>;
}
