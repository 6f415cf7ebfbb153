/** Times, spans and numbers in words, in the reader's zone. */

/** The reader's English: it decides between 3 pm and 15:00, and in which order a date is said. */
const LANGUAGE = navigator.languages.find((language) => /^en\b/.test(language)) ?? "en";
const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });
const dateTime = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "short", year: "numeric" });
const time = new Intl.DateTimeFormat(LANGUAGE, { timeStyle: "short" });
const number = new Intl.NumberFormat(LANGUAGE);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "just now", "5 minutes ago", "yesterday", then the date. */
export function formatRelative(at: string, now = Date.now()): string {
  const then = new Date(at);
  const past = now - then.getTime();
  const size = Math.abs(past);
  if (size < 45_000) return "just now";
  if (size < 45 * MINUTE) return relative.format(-Math.round(past / MINUTE), "minute");
  if (size < 22 * HOUR) return relative.format(-Math.round(past / HOUR), "hour");
  if (size < 7 * DAY) return relative.format(-Math.round(past / DAY), "day");
  return then.getFullYear() === new Date(now).getFullYear() ? day.format(then) : dayOfYear.format(then);
}

/** Whether a moment has come; never for what has no end. */
export function isPast(at: string | null | undefined, now = Date.now()): boolean {
  return at != null && Date.parse(at) <= now;
}

export function formatDateTime(at: string): string {
  return dateTime.format(new Date(at));
}

/** The day that a moment stands for, the same for everyone: what was set as 1 May is 1 May everywhere. */
export function formatDay(at: string): string {
  return new Date(at).toLocaleDateString(LANGUAGE, { dateStyle: "medium", timeZone: "UTC" });
}

/** The moment that stands for the day after the reader's today. */
export function endOfDay(now = new Date()): string {
  const next = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return new Date(next).toISOString().replace(".000", "");
}

/** Whether the day that a moment stands for is today or was before; never for none. */
export function isDue(at: string | null | undefined, now?: Date): boolean {
  return at != null && Date.parse(at) < Date.parse(endOfDay(now));
}

/** From one moment to another, saying the day once. */
export function formatPeriod(from: string, to: string): string {
  return dateTime.formatRange(new Date(from), new Date(to));
}

/** The time of a day, for lists in which the day is known. */
export function formatTime(at: string): string {
  return time.format(new Date(at));
}

/** Whether two moments fall on the same day of the reader's. */
export function isSameDay(one: string, other: string): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

export function formatNumber(value: number): string {
  return number.format(value);
}

/** A span of seconds as people say it: "45 s", "12 min", "1 h 05 min". */
export function formatSpan(seconds: number): string {
  if (Math.round(seconds) < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** A running time as clocks show it: "0:42", "12:05", "1:02:09". */
export function formatClock(seconds: number): string {
  const two = (part: number) => String(Math.floor(part)).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export function formatPercent(rate: number): string {
  return `${Math.round(rate * 100)}%`;
}
