import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { publicRoute } from "@/app/roots";

interface SignInSearch {
  /** Where to go afterwards. */
  to?: string;
  /** There was a session, and it has ended. */
  ended?: true;
}

const signIn = createRoute({
  getParentRoute: () => publicRoute,
  path: "/sign-in",
  validateSearch: (search): SignInSearch => ({
    ...(typeof search.to === "string" ? { to: search.to } : {}),
    ...(search.ended === true ? { ended: true } : {}),
  }),
  component: lazyRouteComponent(() => import("./sign-in-page")),
});

const register = createRoute({
  getParentRoute: () => publicRoute,
  path: "/register",
  validateSearch: (search): Pick<SignInSearch, "to"> =>
    typeof search.to === "string" ? { to: search.to } : {},
  component: lazyRouteComponent(() => import("./register-page")),
});

const welcome = createRoute({
  getParentRoute: () => publicRoute,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./welcome-page")),
});

export const identityRoutes = [signIn, register, welcome] as const;
