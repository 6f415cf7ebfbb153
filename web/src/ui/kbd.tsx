import { isCharacters, useCharacterKeys } from "@/app/character-keys";
import { cx } from "./cx";

const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");
const SYMBOLS: Record<string, string> = {
  mod: isApple ? "⌘" : "Ctrl",
  shift: isApple ? "⇧" : "Shift",
  alt: isApple ? "⌥" : "Alt",
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  backspace: "⌫",
  delete: "Del",
};

/** A key or chord as [[actions]] write it: `mod+k`, `?`, `g h` (one after the other). Not shown where it does nothing. */
export function Kbd({
  keys,
  silent,
  isNumber,
  className,
}: {
  keys: string;
  /** Not read: on a button that says its key by `aria-keyshortcuts`. */
  silent?: boolean;
  /** It numbers what it stands before, whether its key acts or not. */
  isNumber?: boolean;
  className?: string;
}) {
  const acts = useCharacterKeys() || !isCharacters(keys);
  if (!acts && !isNumber) return null;
  return (
    <span aria-hidden={silent || undefined} className={cx("inline-flex items-center gap-1", className)}>
      {keys.split(" ").flatMap((chord, place) =>
        chord.split("+").map((key) => (
          <kbd
            key={`${place}-${key}`}
            className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line-strong bg-subtle px-1 font-sans text-xs text-muted"
          >
            {SYMBOLS[key] ?? key.toUpperCase()}
          </kbd>
        )),
      )}
    </span>
  );
}
