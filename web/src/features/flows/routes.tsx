import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/app/roots";
import { parseFlowsSearch } from "./filters";

const flows = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows",
  validateSearch: parseFlowsSearch,
  component: lazyRouteComponent(() => import("./flows-page")),
});

const flow = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flowId",
  component: lazyRouteComponent(() => import("./flow-page")),
});

const editor = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flowId/edit",
  component: lazyRouteComponent(() => import("./flow-page")),
});

export const flowRoutes = [flows, flow, editor] as const;
