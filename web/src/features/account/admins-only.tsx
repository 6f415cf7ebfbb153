import { Lock } from "lucide-react";
import { strings } from "@/app/strings";
import { EmptyState } from "@/ui/empty-state";
import { Page } from "@/ui/page";
import { AccountNav } from "./account-nav";

/** For who has followed a link to a page of the admins. */
export function AdminsOnly({ title }: { title: string }) {
  return (
    <Page title={title} width="narrow" nav={<AccountNav />}>
      <EmptyState icon={Lock} title={strings.errors.adminsOnly}>
        {strings.errors.adminsOnlyText}
      </EmptyState>
    </Page>
  );
}
