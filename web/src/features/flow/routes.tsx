import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/app/roots";
import { parseFlowSearch } from "./search";

const flow = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flowId",
  validateSearch: parseFlowSearch,
  component: lazyRouteComponent(() => import("./flow-page")),
});

export const flowPageRoutes = [flow] as const;
