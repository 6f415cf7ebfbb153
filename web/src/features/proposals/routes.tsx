import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/app/roots";
import { parseViewSearch } from "@/features/diff/view";
import { parseProposalsSearch } from "./search";

const proposals = createRoute({
  getParentRoute: () => appRoute,
  path: "/proposals",
  validateSearch: parseProposalsSearch,
  component: lazyRouteComponent(() => import("./proposals-page")),
});

const proposal = createRoute({
  getParentRoute: () => appRoute,
  path: "/proposals/$proposalId",
  validateSearch: parseViewSearch,
  component: lazyRouteComponent(() => import("./proposal-page")),
});

const propose = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flowId/propose",
  component: lazyRouteComponent(() => import("./propose-page")),
});

export const proposalRoutes = [proposals, proposal, propose] as const;
