import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

const WAIT_FOR_HEADING_MS = 3_000;

/**
 * After a navigation the focus goes to the new page's heading, so that a screen reader tells where one is and Tab goes on
 * from there. Changes of the query string (filters, tabs) leave it alone.
 */
export function useNavigationFocus(): void {
  const router = useRouter();
  useEffect(() => {
    let stop = () => {};
    const unsubscribe = router.subscribe("onResolved", ({ fromLocation, toLocation }) => {
      if (!fromLocation || fromLocation.pathname === toLocation.pathname) return;
      stop();
      stop = focusHeading();
    });
    return () => {
      stop();
      unsubscribe();
    };
  }, [router]);
}

/** Focuses the heading as soon as there is one, unless the page or the person has chosen something else meanwhile. */
function focusHeading(): () => void {
  const main = document.getElementById("main");
  if (!main) return () => {};
  const settled = () => {
    if (main.contains(document.activeElement) && document.activeElement !== main) return true;
    const heading = main.querySelector<HTMLElement>("[data-page-heading]");
    heading?.focus({ preventScroll: true });
    return heading !== null;
  };
  if (settled()) return () => {};
  const observer = new MutationObserver(() => settled() && observer.disconnect());
  observer.observe(main, { childList: true, subtree: true });
  const timer = setTimeout(() => observer.disconnect(), WAIT_FOR_HEADING_MS);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
