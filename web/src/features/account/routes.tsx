import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute, openRoute } from "@/app/roots";
import { parseAuditSearch } from "./audit/filters";

const overview = createRoute({
  getParentRoute: () => appRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("./overview-page")),
});

const members = createRoute({
  getParentRoute: () => appRoute,
  path: "/account/members",
  validateSearch: (search): { q?: string } =>
    typeof search.q === "string" || typeof search.q === "number" ? { q: String(search.q) } : {},
  component: lazyRouteComponent(() => import("./members-page")),
});

const agents = createRoute({
  getParentRoute: () => appRoute,
  path: "/account/agents",
  component: lazyRouteComponent(() => import("./agents-page")),
});

const audit = createRoute({
  getParentRoute: () => appRoute,
  path: "/account/audit",
  validateSearch: parseAuditSearch,
  component: lazyRouteComponent(() => import("./audit-page")),
});

export const accountRoutes = [overview, members, agents, audit] as const;

const deleting = createRoute({
  getParentRoute: () => openRoute,
  path: "/deleting/$deletionId",
  component: lazyRouteComponent(() => import("./deleting-page")),
});

/** Who deleted an account is signed out of it. */
export const openAccountRoutes = [deleting] as const;
