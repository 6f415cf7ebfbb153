import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useMe } from "@/app/shell/use-auth";
import type { Action, ActionContext } from "./action";
import { chordOf, isTyping, KeyMatcher } from "./keys";
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

function keysOf({ keys, otherKeys }: Action): string[] {
  return [keys, otherKeys].filter((key) => key !== undefined);
}

/** Runs actions by their keys, everywhere but in modal dialogs and menus; single letters not while typing. */
export function useActionKeys(): void {
  const actions = useActions();
  const context = useActionContext();
  const latest = useRef({ actions, context });
  useEffect(() => {
    latest.current = { actions, context };
  });
  useEffect(() => {
    const matcher = new KeyMatcher();
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (document.querySelector("dialog:modal")) return;
      // A letter goes to the item of a menu that begins with it.
      if (event.target instanceof Element && event.target.closest("[role=menu]")) return;
      const chord = chordOf(event);
      const isCommand = event.ctrlKey || event.metaKey;
      if (!chord || (!isCommand && isTyping(event.target))) return;
      const { actions, context } = latest.current;
      const usable = actions.filter(
        (action) =>
          action.keys &&
          (!event.repeat || action.repeats) &&
          (action.enabled?.(context) ?? true) &&
          (action.takesKeys?.() ?? true),
      );
      const typed = matcher.press(chord, usable.flatMap(keysOf), event.timeStamp);
      if (typed === null) return;
      const action = usable.find((action) => keysOf(action).includes(typed));
      if (!action) return;
      event.preventDefault();
      action.run(context);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
