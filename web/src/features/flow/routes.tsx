import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute, sheetRoute } from "@/app/roots";
import { parseFlowSearch, parseVersion } from "./search";

const flow = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flowId",
  validateSearch: parseFlowSearch,
  component: lazyRouteComponent(() => import("./flow-page")),
});

export const flowPageRoutes = [flow] as const;

const print = createRoute({
  getParentRoute: () => sheetRoute,
  path: "/flows/$flowId/print",
  validateSearch: parseVersion,
  component: lazyRouteComponent(() => import("./print/print-page")),
});

/** To be printed. */
export const flowSheetRoutes = [print] as const;
