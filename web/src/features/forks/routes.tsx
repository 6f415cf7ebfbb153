import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/app/roots";
import { parseViewSearch } from "@/features/diff/view";

const pull = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flowId/pull",
  validateSearch: parseViewSearch,
  component: lazyRouteComponent(() => import("./pull-page")),
});

export const forkRoutes = [pull] as const;
