import { cx } from "./cx";

/** The first letters of the first and the last word of a name. A word without any letter counts for nothing. */
export function initials(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? []);
  return [letters[0], letters.length > 1 ? letters.at(-1) : ""].join("").toUpperCase();
}

/** A person by their initials. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      // Drawn by the style, as it is no text: the name is said beside it.
      data-letters={initials(name)}
      className={cx(
        "before:content-[attr(data-letters)] inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-fg",
        className,
      )}
    />
  );
}
