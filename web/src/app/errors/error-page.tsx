import type { ErrorComponentProps } from "@tanstack/react-router";
import { strings } from "@/app/strings";
import { Button } from "@/ui/button";
import { ErrorNote } from "@/ui/error-note";
import { PageTitle } from "@/ui/page";

/** In place of a page that failed while it was shown. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-16 sm:px-8">
      <PageTitle title={strings.errors.pageTitle} />
      <h1 tabIndex={-1} data-page-heading className="mb-4 text-2xl font-semibold tracking-tight">
        {strings.errors.pageTitle}
      </h1>
      <ErrorNote error={error} onRetry={reset}>
        <Button size="sm" variant="ghost" onClick={() => location.reload()}>
          {strings.errors.reload}
        </Button>
      </ErrorNote>
    </div>
  );
}
