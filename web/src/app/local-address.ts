/** An address given in a link must not lead elsewhere: only paths of this origin are followed. */
export function isLocalAddress(to: string | undefined, origin = location.origin): to is string {
  if (to === undefined || !to.startsWith("/")) return false;
  if (!URL.canParse(to, origin)) return false;
  const url = new URL(to, origin);
  // With its dots resolved a path may begin as a host does: `/..//host`.
  return url.origin === origin && !url.pathname.startsWith("//");
}
