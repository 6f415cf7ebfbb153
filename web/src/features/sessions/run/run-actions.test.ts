import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ActionContext } from "@/app/actions";
import { keyListener } from "@/app/actions/listen";
import { useActions } from "@/app/actions/use-actions";
import { useRunActions, type RunDoors } from "./run-actions";
import type { Run } from "./use-run";

const add = vi.fn<Run["add"]>(() => true);
const sendEnding = vi.fn<RunDoors["sendEnding"]>();
let listener: ((event: KeyboardEvent) => void) | undefined;
beforeEach(() => {
  add.mockClear();
  sendEnding.mockClear();
});
afterEach(() => {
  if (listener) window.removeEventListener("keydown", listener);
  document.body.replaceChildren();
  cleanup();
});

/** Opens the run page's keys, at the end of the run or before it. */
function open(isAtEnd: boolean): void {
  const run = {
    node: undefined,
    session: { path: [], current_node_id: null, paused: false },
    draft: "The fan stands still",
    setDraft: () => {},
    mayRecord: true,
    mayAnswer: true,
    isAtEnd,
    add,
  } as unknown as Run;
  const idle = () => {};
  const doors = {
    goBack: idle,
    jump: idle,
    insert: idle,
    complete: idle,
    focusNote: idle,
    copyNext: idle,
    sendEnding,
  };
  const { result } = renderHook(() => {
    useRunActions(run, doors);
    return useActions();
  });
  const handler = keyListener(() => ({ actions: result.current, context: {} as ActionContext }));
  listener = handler;
  window.addEventListener("keydown", handler);
}

function pressCtrlEnter(on: Element, more: KeyboardEventInit = {}): void {
  const press = { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true, ...more };
  on.dispatchEvent(new KeyboardEvent("keydown", press));
}

it("at the end Ctrl+Enter sends the form wherever the focus is, once however long it is held", () => {
  open(true);
  pressCtrlEnter(document.body);
  pressCtrlEnter(document.body, { repeat: true });
  expect(sendEnding).toHaveBeenCalledTimes(1);
  expect(add).not.toHaveBeenCalled();
});

it("in the note's field it saves the note", () => {
  open(true);
  const note = document.body.appendChild(document.createElement("textarea"));
  note.focus();
  pressCtrlEnter(note);
  expect(add).toHaveBeenCalledTimes(1);
  expect(sendEnding).not.toHaveBeenCalled();
});

it("before the end it saves the note from everywhere", () => {
  open(false);
  pressCtrlEnter(document.body);
  expect(add).toHaveBeenCalledTimes(1);
  expect(sendEnding).not.toHaveBeenCalled();
});

it("under a dialog it does nothing", () => {
  open(true);
  document.body.appendChild(document.createElement("dialog")).open = true;
  pressCtrlEnter(document.body);
  expect(sendEnding).not.toHaveBeenCalled();
});
