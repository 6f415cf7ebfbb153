/** How long a token is good for, as it is chosen. */

export const EXPIRIES = ["7", "30", "90", "365", "never"] as const;
export type Expiry = (typeof EXPIRIES)[number];

/** The moment a token ends, or null for one that does not. */
export function expiresAt(expiry: Expiry, now = Date.now()): string | null {
  return expiry === "never" ? null : new Date(now + Number(expiry) * 86_400_000).toISOString();
}
