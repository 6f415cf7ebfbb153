import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/app/roots";
import { parseFlowsSearch } from "./filters";

const flows = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows",
  validateSearch: parseFlowsSearch,
  component: lazyRouteComponent(() => import("./flows-page")),
});

export const flowRoutes = [flows] as const;
