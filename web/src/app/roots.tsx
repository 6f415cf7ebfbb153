/** The routes that all others hang on. Each slice has a `routes.tsx` whose routes have one of these as their parent. */
import { createRootRoute, createRoute, Outlet } from "@tanstack/react-router";
import { ErrorPage } from "./errors/error-page";
import { NotFoundPage } from "./errors/not-found-page";
import { Anyone } from "./shell/anyone";
import { SignedIn, SignedInAlone } from "./shell/signed-in";
import { SignedOut } from "./shell/signed-out";

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
});

/** Pages of a signed-in person, inside the shell. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  component: SignedIn,
  errorComponent: ErrorPage,
});

/** Pages of a signed-in person that are printed: without the shell. */
export const sheetRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "sheet",
  component: SignedInAlone,
  errorComponent: ErrorPage,
});

/** Pages of someone who is not signed in. */
export const publicRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "public",
  component: SignedOut,
  errorComponent: ErrorPage,
});

/** Pages for anyone, signed in or not: where links in mails lead. */
export const openRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "open",
  component: Anyone,
  errorComponent: ErrorPage,
});
