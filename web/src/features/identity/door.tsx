import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { door } from "@/app/strings/door";
import { Wordmark } from "@/ui/logo";
import { PageTitle } from "@/ui/page";
import { BranchDrawing } from "./branch-drawing";

const t = door;

/** How links between these pages look. */
export const DoorLink = "font-medium text-accent-fg underline-offset-4 hover:underline";

export interface DoorProps {
  title: string;
  heading: string;
  /** Above the heading, where the page tells how something went. */
  icon?: LucideIcon;
  description?: ReactNode;
  /** Under the form: the other door. */
  foot?: ReactNode;
  /** Beside the form, in place of what the product is. */
  aside?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before the shell: a form, and beside it what this is. */
export function Door({ title, heading, icon: Icon, description, foot, aside, children }: DoorProps) {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)]">
      <PageTitle title={title} />
      <main className="flex min-h-dvh flex-col px-6 py-8 sm:px-12">
        <Wordmark />
        <div className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center py-12">
          {Icon && (
            <span className="mb-5 inline-flex size-11 items-center justify-center rounded-xl border border-accent-line bg-accent-soft text-accent-fg">
              <Icon aria-hidden className="size-5" />
            </span>
          )}
          <h1 className="text-3xl font-semibold tracking-tight wrap-anywhere">{heading}</h1>
          {description && <div className="mt-2 text-lg wrap-anywhere text-muted">{description}</div>}
          <div className="mt-8">{children}</div>
          {foot && <p className="mt-6 text-muted">{foot}</p>}
        </div>
      </main>
      <aside className="relative hidden overflow-hidden border-l border-line bg-surface lg:flex lg:flex-col lg:justify-center">
        <div className="mx-auto w-full max-w-lg px-12">
          {aside ?? (
            <>
              <BranchDrawing />
              <p className="mt-10 text-2xl font-semibold tracking-tight">{t.aside.title}</p>
              <p className="mt-2 text-lg text-muted">{t.aside.text}</p>
            </>
          )}
        </div>
      </aside>
    </div>
  );
}
