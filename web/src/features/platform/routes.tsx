import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/app/roots";

export const PLATFORM_TABS = ["tenants", "people", "codes", "jobs"] as const;
export type PlatformTab = (typeof PLATFORM_TABS)[number];

const platform = createRoute({
  getParentRoute: () => appRoute,
  path: "/platform",
  validateSearch: (search): { tab?: PlatformTab; q?: string } => {
    const tab = PLATFORM_TABS.find((known) => known === search.tab);
    return {
      ...(tab && tab !== "tenants" ? { tab } : {}),
      ...(typeof search.q === "string" || typeof search.q === "number" ? { q: String(search.q) } : {}),
    };
  },
  component: lazyRouteComponent(() => import("./platform-page")),
});

export const platformRoutes = [platform] as const;
