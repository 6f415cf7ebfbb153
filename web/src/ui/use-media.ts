import { useCallback, useSyncExternalStore } from "react";

/** Whether the media query holds. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** From which width on there is room for two columns; the same as Tailwind's `lg`. */
export const WIDE = "(min-width: 64rem)";
