/** An address given in a link must not lead elsewhere: only paths of this origin are followed. */
export function isLocalAddress(to: string | undefined, origin = location.origin): to is string {
  if (to === undefined || !to.startsWith("/")) return false;
  return URL.canParse(to, origin) && new URL(to, origin).origin === origin;
}
