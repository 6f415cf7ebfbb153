import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/app/roots";
import { parseHistorySearch } from "./history/filters";

const sessions = createRoute({
  getParentRoute: () => appRoute,
  path: "/sessions",
  validateSearch: parseHistorySearch,
  component: lazyRouteComponent(() => import("./sessions-page")),
});

const session = createRoute({
  getParentRoute: () => appRoute,
  path: "/sessions/$sessionId",
  component: lazyRouteComponent(() => import("./session-page")),
});

const run = createRoute({
  getParentRoute: () => appRoute,
  path: "/sessions/$sessionId/run",
  component: lazyRouteComponent(() => import("./run-page")),
});

export const sessionRoutes = [sessions, session, run] as const;
