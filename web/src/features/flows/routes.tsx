import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/app/roots";
import { parseFlowsSearch } from "./filters";
import { parseLabelsSearch } from "./labels/search";

const flows = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows",
  validateSearch: parseFlowsSearch,
  component: lazyRouteComponent(() => import("./flows-page")),
});

const labels = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/labels",
  validateSearch: parseLabelsSearch,
  component: lazyRouteComponent(() => import("./labels/labels-page")),
});

export const flowRoutes = [flows, labels] as const;
