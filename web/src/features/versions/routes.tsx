import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/app/roots";
import { parseCompareSearch } from "./search";

const compare = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flowId/compare",
  validateSearch: parseCompareSearch,
  component: lazyRouteComponent(() => import("./compare-page")),
});

export const versionRoutes = [compare] as const;
