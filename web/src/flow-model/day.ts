/**
 * Days as a date field has them. A day that somebody sets is the same day for all who look at it, wherever they are: it is
 * written as its midnight in UTC, and read so (see `formatDay` and `isDue`).
 */

/** The day of a moment, as `2030-05-01`; nothing for none. */
export function dayOf(moment: string | null): string {
  return moment === null ? "" : new Date(moment).toISOString().slice(0, 10);
}

/** The moment that stands for a day, written as the server writes it; null for what is no day. */
export function beginOf(day: string): string | null {
  const at = new Date(`${day}T00:00:00Z`);
  return day === "" || Number.isNaN(at.getTime()) ? null : at.toISOString().replace(".000Z", "Z");
}
