import { SearchX } from "lucide-react";
import { strings } from "@/app/strings";
import { ButtonLink } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page";

/** For addresses that lead nowhere, and for things that do not exist or may not be seen. */
export function NotFoundPage() {
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <PageTitle title={strings.errors.notFoundTitle} />
      <EmptyState
        isPage
        icon={SearchX}
        title={strings.errors.notFoundTitle}
        actions={
          <ButtonLink to="/" variant="primary">
            {strings.errors.goHome}
          </ButtonLink>
        }
      >
        {strings.errors.notFoundText}
      </EmptyState>
    </main>
  );
}
