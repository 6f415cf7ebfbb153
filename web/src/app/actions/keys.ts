/**
 * Keys as the actions table writes them: a chord is `mod+k`, `shift+enter`, `?`; a sequence is chords with a space between
 * them, `g h`. `mod` is ⌘ on Apple's keyboards and Ctrl on others.
 */

/** A second chord must follow within this time. */
const SEQUENCE_MS = 1_200;

type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** The chord of a key press; empty for a modifier alone. */
export function chordOf(press: KeyPress): string {
  const key = press.key.toLowerCase();
  if (["control", "meta", "alt", "shift", "altgraph", "dead", "capslock"].includes(key)) return "";
  // Where a printable character needed Shift, the character says so already: "?" and not "shift+/".
  const isCharacter = key.length === 1;
  const letter = isCharacter && /\p{L}/u.test(key);
  return [
    (press.ctrlKey || press.metaKey) && "mod",
    press.altKey && "alt",
    press.shiftKey && (!isCharacter || letter) && "shift",
    key === " " ? "space" : key,
  ]
    .filter(Boolean)
    .join("+");
}

/** Finds which of several key sequences has been typed. */
export class KeyMatcher {
  #typed: string[] = [];
  #at = 0;

  /**
   * Takes the next chord, at `now` milliseconds. Returns the sequence that it completes, `"begun"` when it may be the
   * start of one, or null.
   */
  press(chord: string, sequences: readonly string[], now: number): string | "begun" | null {
    if (now - this.#at > SEQUENCE_MS) this.#typed = [];
    this.#at = now;
    for (const typed of [[...this.#typed, chord], [chord]]) {
      const text = typed.join(" ");
      if (sequences.includes(text)) {
        this.#typed = [];
        return text;
      }
      if (sequences.some((sequence) => sequence.startsWith(`${text} `))) {
        this.#typed = typed;
        return "begun";
      }
    }
    this.#typed = [];
    return null;
  }
}

/** Whether a chord writes or moves in a field for text. What is pressed with Ctrl or ⌘, and function keys, do neither. */
export function isWritten(chord: string): boolean {
  return !/^mod\+|(^|\+)f\d+$/.test(chord);
}

/** Whether keys typed here are text, so that single letters must not act. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  const buttons = ["button", "submit", "checkbox", "radio", "range", "color", "file", "reset"];
  return target instanceof HTMLInputElement && !buttons.includes(target.type);
}
