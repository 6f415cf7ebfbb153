/** The address if it may be followed, else null: `javascript:` and the like are shown as text only. */
export function safeHref(href: string): string | null {
  if (/^(https?:|mailto:)/i.test(href)) return href;
  return /^(#|\/(?!\/))/.test(href) ? href : null;
}
