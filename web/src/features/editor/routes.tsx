import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "@/app/roots";
import { parseEditorSearch } from "./search";

const editor = createRoute({
  getParentRoute: () => appRoute,
  path: "/flows/$flowId/edit",
  validateSearch: parseEditorSearch,
  component: lazyRouteComponent(() => import("./editor-page")),
});

export const editorRoutes = [editor] as const;
