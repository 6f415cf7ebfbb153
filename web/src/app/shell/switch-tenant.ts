import { Building2 } from "lucide-react";
import { useMemo } from "react";
import { auth } from "@/api/client";
import type { Tenant } from "@/api/types";
import { usePageActions, type Action } from "@/app/actions";
import { strings } from "@/app/strings";
import { toast } from "@/ui/toast";
import { useMe } from "./use-auth";

const t = strings.shell;

/** Goes on in another account: the app starts anew there, in this tab and in the others. */
export function switchTo(tenant: Pick<Tenant, "id" | "name"> | undefined): void {
  if (!tenant) return;
  toast.afterRestart(t.switched(tenant.name));
  auth.switchTenant(tenant.id).catch((error: unknown) => {
    toast.afterRestart(null);
    toast.problem(error);
  });
}

/** Offers the person's other accounts in the palette. */
export function useSwitchActions(): void {
  const { memberships, tenant } = useMe();
  const actions = useMemo(
    () =>
      memberships
        .filter((membership) => membership.tenant.id !== tenant.id)
        .map((membership): Action => ({
          id: `switch-${membership.tenant.id}`,
          label: t.actions.switchTo(membership.tenant.name),
          group: "account",
          icon: Building2,
          also: "tenant organization team account",
          run: () => switchTo(membership.tenant),
        })),
    [memberships, tenant],
  );
  usePageActions(actions);
}
