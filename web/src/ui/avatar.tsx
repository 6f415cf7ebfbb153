import { cx } from "./cx";

/** A person by their initials. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? "")][0] ?? "",
  );
  return (
    <span
      aria-hidden
      // Drawn by the style, as it is no text: the name is said beside it.
      data-letters={letters.join("").toUpperCase()}
      className={cx(
        "before:content-[attr(data-letters)] inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-fg",
        className,
      )}
    />
  );
}
