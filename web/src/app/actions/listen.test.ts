import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { setCharacterKeys } from "@/app/character-keys";
import type { Action, ActionContext } from "./action";
import { keyListener } from "./listen";

const run = vi.fn<(id: string) => void>();
const action = (id: string, keys: string, more: Partial<Action> = {}) =>
  ({ id, keys, label: id, group: "page", run: () => run(id), ...more }) as Action;
const ACTIONS = [
  action("add", "a"),
  action("next", "f8", { over: "sheets" }),
  action("undo", "mod+z", { repeats: true, over: "sheets" }),
  action("save", "mod+s", { over: "everything" }),
  action("find", "mod+f"),
  action("home", "g h"),
  action("keys", "?"),
  action("remove", "delete"),
];

let listener: (event: KeyboardEvent) => void;
beforeEach(() => {
  listener = keyListener(() => ({ actions: ACTIONS, context: {} as ActionContext }));
  window.addEventListener("keydown", listener);
});
afterEach(() => {
  window.removeEventListener("keydown", listener);
  document.body.replaceChildren();
  setCharacterKeys(true);
  run.mockClear();
});

/** Presses a key; whether it was kept from the browser. */
function press(on: Element, key: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  on.dispatchEvent(event);
  return event.defaultPrevented;
}
const ctrl = { ctrlKey: true };

function field(within: Element = document.body): HTMLElement {
  return within.appendChild(document.createElement("input"));
}
function dialog(isSheet = false): Element {
  const dialog = document.body.appendChild(document.createElement("dialog"));
  dialog.toggleAttribute("data-sheet", isSheet);
  dialog.showModal();
  return dialog;
}

it("does not act on a letter that is written, but on a function key there", () => {
  expect([press(field(), "a"), press(field(), "F8"), press(document.body, "a")]).toEqual([false, true, true]);
  expect(run.mock.calls).toEqual([["next"], ["add"]]);
});

it("keeps a key from the browser for as long as it is held, and acts again only where that is meant", () => {
  const held = { ...ctrl, repeat: true };
  expect([press(field(), "s", ctrl), press(field(), "s", held), press(field(), "z", held)]).toEqual([
    true,
    true,
    true,
  ]);
  expect(run.mock.calls).toEqual([["save"], ["undo"]]);
});

it("acts in a sheet of the page by what is meant for it", () => {
  const input = field(dialog(true));
  expect(["z", "s", "f"].map((key) => press(input, key, ctrl))).toEqual([true, true, false]);
  expect(run.mock.calls).toEqual([["undo"], ["save"]]);
});

it("leaves a dialog its keys, also one over a sheet, but for what the browser must never do", () => {
  dialog(true);
  const input = field(dialog());
  expect(["z", "s", "f"].map((key) => press(input, key, ctrl))).toEqual([false, true, false]);
  expect(run.mock.calls).toEqual([["save"]]);
});

it("acts on no character that is pressed alone when that is turned off", () => {
  setCharacterKeys(false);
  const keys = ["a", "g", "h", "?", "F8", "Delete"];
  expect(keys.map((key) => press(document.body, key))).toEqual([false, false, false, false, true, true]);
  expect(press(document.body, "s", ctrl)).toBe(true);
  setCharacterKeys(true);
  expect(press(document.body, "a")).toBe(true);
  expect(run.mock.calls).toEqual([["next"], ["remove"], ["save"], ["add"]]);
});
