/** The parts of the editor's page, each marked by `data-part`, and what in them takes the focus. */
import type { Part } from "./view";

const ITSELF = "[data-outline-tree], [data-canvas]";
const CONTROLS = "input:not([type=hidden]), textarea, select, button, a[href]";

/** Moves the focus to the next part, round and round; from outside of all to the first. */
export function focusNextPart(by: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>("[data-part]")];
  const here = parts.findIndex((part) => part.contains(document.activeElement));
  const from = here < 0 && by < 0 ? 0 : here;
  for (let step = 1; step <= parts.length; step++) {
    const part = parts.at((from + by * step + parts.length) % parts.length);
    if (part && focusIn(part)) return;
  }
}

/** What is made for the focus, else the first control that takes it. */
function focusIn(part: HTMLElement): boolean {
  const candidates = [
    part.querySelector<HTMLElement>(ITSELF),
    ...part.querySelectorAll<HTMLElement>(CONTROLS),
  ];
  return candidates.some((candidate) => {
    candidate?.focus();
    return candidate !== null && candidate === document.activeElement;
  });
}

/** False where it is not drawn. */
export function focusOutline(): boolean {
  return focusOn("[data-outline-tree]");
}

export function focusCanvas(): boolean {
  return focusOn("[data-canvas]");
}

export function focusFindings(): boolean {
  const findings = document.querySelector<HTMLElement>("aside[data-part]");
  return findings !== null && focusIn(findings);
}

/** Which of the two it is, if it is one itself: what lies in them, as a toolbar does, is no place to come back to. */
export function partOf(target: EventTarget | null): Part | null {
  if (!(target instanceof HTMLElement)) return null;
  return target.matches("[data-canvas]")
    ? "canvas"
    : target.matches("[data-outline-tree]")
      ? "outline"
      : null;
}

/** Whether what had the focus is gone. */
export function isFocusLost(): boolean {
  const { activeElement, body } = document;
  return (activeElement === null || activeElement === body) && !document.querySelector("dialog[open]");
}

function focusOn(part: string): boolean {
  const element = document.querySelector<HTMLElement>(part);
  element?.focus();
  return element !== null;
}
