import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute, openRoute, publicRoute } from "@/app/roots";

interface SignInSearch {
  /** Where to go afterwards. */
  to?: string;
  /** There was a session, and it has ended. */
  ended?: true;
}

const text = (name: "to" | "token" | "invite", value: unknown) =>
  typeof value === "string" && value !== "" ? { [name]: value } : {};

const signIn = createRoute({
  getParentRoute: () => publicRoute,
  path: "/sign-in",
  validateSearch: (search): SignInSearch => ({
    ...text("to", search.to),
    ...(search.ended === true ? { ended: true } : {}),
  }),
  component: lazyRouteComponent(() => import("./sign-in-page")),
});

const register = createRoute({
  getParentRoute: () => publicRoute,
  path: "/register",
  validateSearch: (search): Pick<SignInSearch, "to"> & { invite?: string } => ({
    ...text("to", search.to),
    ...text("invite", search.invite),
  }),
  component: lazyRouteComponent(() => import("./register-page")),
});

const welcome = createRoute({
  getParentRoute: () => publicRoute,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./welcome-page")),
});

const forgot = createRoute({
  getParentRoute: () => publicRoute,
  path: "/forgot",
  component: lazyRouteComponent(() => import("./forgot-page")),
});

/** The pages of who is not signed in. */
export const identityDoors = [signIn, register, welcome, forgot] as const;

const reset = createRoute({
  getParentRoute: () => openRoute,
  path: "/reset",
  validateSearch: (search): { token?: string } => text("token", search.token),
  component: lazyRouteComponent(() => import("./reset-page")),
});

const verify = createRoute({
  getParentRoute: () => openRoute,
  path: "/verify",
  validateSearch: (search): { token?: string; invite?: string } => ({
    ...text("token", search.token),
    ...text("invite", search.invite),
  }),
  component: lazyRouteComponent(() => import("./verify-page")),
});

const invite = createRoute({
  getParentRoute: () => openRoute,
  path: "/invite/$code",
  component: lazyRouteComponent(() => import("./invite-page")),
});

/** Where links in mails lead. */
export const openIdentityRoutes = [reset, verify, invite] as const;

const preferences = createRoute({
  getParentRoute: () => appRoute,
  path: "/preferences",
  component: lazyRouteComponent(() => import("./preferences-page")),
});

const devices = createRoute({
  getParentRoute: () => appRoute,
  path: "/devices",
  component: lazyRouteComponent(() => import("./devices-page")),
});

const tokens = createRoute({
  getParentRoute: () => appRoute,
  path: "/tokens",
  component: lazyRouteComponent(() => import("./tokens-page")),
});

/** What a person has of their own. */
export const identityRoutes = [preferences, devices, tokens] as const;
