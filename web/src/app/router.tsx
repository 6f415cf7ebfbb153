import { createRouter } from "@tanstack/react-router";
import { editorRoutes } from "@/features/editor/routes";
import { flowPageRoutes } from "@/features/flow/routes";
import { flowRoutes } from "@/features/flows/routes";
import { homeRoutes } from "@/features/home/routes";
import { identityRoutes } from "@/features/identity/routes";
import { sessionRoutes } from "@/features/sessions/routes";
import { ErrorPage } from "./errors/error-page";
import { appRoute, publicRoute, rootRoute } from "./roots";

const routeTree = rootRoute.addChildren([
  publicRoute.addChildren([...identityRoutes]),
  appRoute.addChildren([...homeRoutes, ...flowRoutes, ...flowPageRoutes, ...editorRoutes, ...sessionRoutes]),
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
