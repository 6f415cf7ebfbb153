import { createContext, use } from "react";

/**
 * Where menus and tooltips are put: a modal dialog makes the rest of the page inert, so those inside of it must be
 * placed in it.
 */
export const PortalContainer = createContext<HTMLElement | null>(null);

export function usePortalContainer(): HTMLElement | undefined {
  return use(PortalContainer) ?? undefined;
}
