import { GitPullRequestArrow, History, House, ListTree, type LucideIcon } from "lucide-react";
import { strings } from "@/app/strings";

/** The pages of the main navigation: the sidebar, and the bar at the foot of a phone. */
export const NAV = [
  { to: "/", label: strings.shell.nav.home, icon: House, exact: true },
  { to: "/flows", label: strings.shell.nav.flows, icon: ListTree, exact: false },
  { to: "/proposals", label: strings.shell.nav.proposals, icon: GitPullRequestArrow, exact: false },
  { to: "/sessions", label: strings.shell.nav.sessions, icon: History, exact: false },
] as const satisfies readonly { to: string; label: string; icon: LucideIcon; exact: boolean }[];
