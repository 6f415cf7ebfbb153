/** Days as a date field has them, and the moments at which they begin for whoever looks at it. */

/** The day of a moment, as `2030-05-01`; nothing for none. */
export function dayOf(moment: string | null): string {
  if (moment === null) return "";
  const at = new Date(moment);
  const pad = (value: number, length = 2) => String(value).padStart(length, "0");
  return `${pad(at.getFullYear(), 4)}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** When a day begins, written as the server writes it; null for what is no day. */
export function beginOf(day: string): string | null {
  const at = new Date(`${day}T00:00:00`);
  if (day === "" || Number.isNaN(at.getTime())) return null;
  return at.toISOString().replace(".000Z", "Z");
}

/** When the day after this moment begins. */
export function endOfDay(now: Date): string {
  const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return next.toISOString().replace(".000Z", "Z");
}
