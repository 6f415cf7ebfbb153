/**
 * Whether keys act that write a character when they are pressed alone. Who dictates, or presses keys without meaning to, turns
 * them off (WCAG 2.1.4).
 */
import { useSyncExternalStore } from "react";

const key = (user: string) => `branchbook.character-keys.${user}`;
const listeners = new Set<() => void>();
let person: string | null = null;
let isOn = true;

/** Does what this person has chosen on this device: what another has does not count for them. */
export function readCharacterKeys(user: string): void {
  if (user === person) return;
  person = user;
  isOn = stored(user);
  tell();
}

function stored(user: string): boolean {
  try {
    return localStorage.getItem(key(user)) !== "off";
  } catch {
    return true;
  }
}

export function hasCharacterKeys(): boolean {
  return isOn;
}

export function setCharacterKeys(on: boolean): void {
  isOn = on;
  try {
    if (person !== null && on) localStorage.removeItem(key(person));
    else if (person !== null) localStorage.setItem(key(person), "off");
  } catch {
    // Storage is forbidden: the choice holds until the page is left.
  }
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}

export function useCharacterKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, hasCharacterKeys);
}

/** Whether keys, as the actions table writes them, are characters without Ctrl, ⌘ or Alt: `a`, `shift+a`, `?`, `g h`. */
export function isCharacters(keys: string): boolean {
  return keys.split(" ").every((chord) => /^(shift\+)?.$/u.test(chord));
}

/** The keys for `aria-keyshortcuts`, where they act. */
export function useShortcut(keys: string): string | undefined {
  return useCharacterKeys() || !isCharacters(keys) ? keys : undefined;
}
