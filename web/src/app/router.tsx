import { createRouter } from "@tanstack/react-router";
import { accountRoutes, openAccountRoutes } from "@/features/account/routes";
import { editorRoutes } from "@/features/editor/routes";
import { flowPageRoutes, flowSheetRoutes } from "@/features/flow/routes";
import { flowRoutes } from "@/features/flows/routes";
import { forkRoutes } from "@/features/forks/routes";
import { homeRoutes } from "@/features/home/routes";
import { identityDoors, identityRoutes, openIdentityRoutes } from "@/features/identity/routes";
import { platformRoutes } from "@/features/platform/routes";
import { proposalRoutes } from "@/features/proposals/routes";
import { sessionRoutes } from "@/features/sessions/routes";
import { versionRoutes } from "@/features/versions/routes";
import { ErrorPage } from "./errors/error-page";
import { appRoute, openRoute, publicRoute, rootRoute, sheetRoute } from "./roots";

const routeTree = rootRoute.addChildren([
  publicRoute.addChildren([...identityDoors]),
  openRoute.addChildren([...openIdentityRoutes, ...openAccountRoutes]),
  sheetRoute.addChildren([...flowSheetRoutes]),
  appRoute.addChildren([
    ...identityRoutes,
    ...accountRoutes,
    ...platformRoutes,
    ...homeRoutes,
    ...flowRoutes,
    ...flowPageRoutes,
    ...editorRoutes,
    ...versionRoutes,
    ...forkRoutes,
    ...proposalRoutes,
    ...sessionRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  scrollRestoration: true,
  defaultPreload: "intent",
  defaultErrorComponent: ErrorPage,
  // Pages show their own skeletons; only their script is waited for, on the page before.
  defaultPendingMs: 1_000,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
