import { Bot, Building2, ScrollText, UsersRound } from "lucide-react";
import { useMe } from "@/app/shell/use-auth";
import { account } from "@/app/strings/account";
import { PageNav } from "@/ui/page-nav";
import { manages } from "./may";

const FOR_ALL = [
  { to: "/account", label: account.pages.overview, icon: Building2, exact: true },
  { to: "/account/members", label: account.pages.members, icon: UsersRound },
] as const;
const FOR_ADMINS = [
  { to: "/account/agents", label: account.pages.agents, icon: Bot },
  { to: "/account/audit", label: account.pages.audit, icon: ScrollText },
] as const;

/** The pages about the account, those that one may see. */
export function AccountNav() {
  const me = useMe();
  const pages = manages(me) ? [...FOR_ALL, ...FOR_ADMINS] : FOR_ALL;
  return <PageNav label={account.nav(me.tenant.name)} pages={pages} />;
}
