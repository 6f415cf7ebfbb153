import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useMe } from "@/app/shell/use-auth";
import type { Action, ActionContext } from "./action";
import { keyListener } from "./listen";
import { ACTIONS } from "./table";

/** What the open pages have added, the latest last. */
let pageActions: readonly (readonly Action[])[] = [];
const listeners = new Set<() => void>();

function setPageActions(next: typeof pageActions) {
  pageActions = next;
  for (const listener of listeners) listener();
}

/** Adds a page's own actions while it is open. Memoize the list; a page's key wins over a global one. */
export function usePageActions(actions: readonly Action[]): void {
  useEffect(() => {
    setPageActions([...pageActions, actions]);
    return () => setPageActions(pageActions.filter((list) => list !== actions));
  }, [actions]);
}

export function useActionContext(): ActionContext {
  const navigate = useNavigate();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const me = useMe();
  return useMemo(() => ({ navigate, pathname, me }), [navigate, pathname, me]);
}

/** All actions, the page's first. */
export function useActions(): readonly Action[] {
  const ofPages = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pageActions,
  );
  return useMemo(() => [...ofPages.toReversed().flat(), ...ACTIONS], [ofPages]);
}

/** Runs actions by their keys. */
export function useActionKeys(): void {
  const actions = useActions();
  const context = useActionContext();
  const latest = useRef({ actions, context });
  useEffect(() => {
    latest.current = { actions, context };
  });
  useEffect(() => {
    const onKey = keyListener(() => latest.current);
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
