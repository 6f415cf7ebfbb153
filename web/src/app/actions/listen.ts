/** Which action a press of keys is for. */
import { hasCharacterKeys, isCharacters } from "@/app/character-keys";
import type { Action, ActionContext } from "./action";
import { chordOf, isTyping, isWritten, KeyMatcher } from "./keys";

export interface Listening {
  actions: readonly Action[];
  context: ActionContext;
}

/** Runs actions by their keys; what is a letter, not while typing. */
export function keyListener(latest: () => Listening): (event: KeyboardEvent) => void {
  const matcher = new KeyMatcher();
  return (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const chord = chordOf(event);
    if (!chord || (isWritten(chord) && isTyping(event.target))) return;
    if (isCharacters(chord) && !hasCharacterKeys()) return;
    const { actions, context } = latest();
    const over = cover(event.target);
    const usable = actions.filter(
      (action) =>
        action.keys &&
        (!over || action.over === "everything" || action.over === over) &&
        (action.enabled?.(context) ?? true) &&
        (action.takesKeys?.() ?? true),
    );
    const typed = matcher.press(chord, usable.flatMap(keysOf), event.timeStamp);
    const action = usable.find((action) => typed !== null && keysOf(action).includes(typed));
    if (!action) return;
    event.preventDefault();
    // The browser would go on with a key that is held.
    if (!event.repeat || action.repeats) action.run(context);
  };
}

function keysOf({ keys, otherKeys }: Action): string[] {
  return [keys, otherKeys].filter((key) => key !== undefined);
}

/** What lies over the page: a sheet that is a part of it, or a dialog or menu that has the keys for itself. */
function cover(target: EventTarget | null): "sheets" | "dialogs" | null {
  // A letter goes to the item of a menu that begins with it.
  if (target instanceof Element && target.closest("[role=menu]")) return "dialogs";
  const modals = [...document.querySelectorAll("dialog[open]")];
  if (modals.length === 0) return null;
  return modals.every((dialog) => dialog.matches("[data-sheet]")) ? "sheets" : "dialogs";
}
