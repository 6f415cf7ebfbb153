/** What kind of thing a `User-Agent` is of, as far as its picture goes. */
export function kindOfDevice(userAgent: string): "computer" | "phone" | "program" {
  if (!userAgent.startsWith("Mozilla/")) return "program";
  return /\b(Mobile|Android|iPhone|iPad)\b/.test(userAgent) ? "phone" : "computer";
}
