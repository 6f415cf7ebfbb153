import type { KeyboardEvent } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { action, decision, flow, solution } from "@/flow-model/testing";
import { EditorSession } from "../session";
import { canvasKeys } from "./canvas-keys";

vi.mock("./sizes", () => ({ sizeOf: () => ({ width: 100, height: 40 }) }));

const meta = {
  name: "VPN",
  description: "",
  category: null,
  tags: [],
  visibility: "team" as const,
  review_due_at: null,
};
const document_ = flow(
  decision("a", { Yes: "b", No: "s" }),
  action("b", "c"),
  action("c", "s"),
  solution("s"),
);
const places = new Map([
  ["a", { x: 0, y: 0 }],
  ["b", { x: 0, y: 100 }],
  ["c", { x: 0, y: 200 }],
  ["s", { x: 0, y: 300 }],
]);

let session: EditorSession;
const said = vi.fn<(text: string) => void>();
const done = vi.fn<(what: string) => void>();
let isLineChosen: boolean;

beforeEach(() => {
  isLineChosen = false;
  session = new EditorSession({
    draft: { meta, document: document_ },
    version: 1,
    send: ({ draft }) => Promise.resolve({ draft, version: 2 }),
  });
});
afterEach(() => {
  vi.clearAllMocks();
  document.body.replaceChildren();
});

/** Presses a key on the canvas; whether it was taken. */
function press(key: string, more: Partial<KeyboardEvent> = {}): boolean {
  const preventDefault = vi.fn<() => void>();
  const target = document.body;
  const event = { key, target, currentTarget: target, shiftKey: false, preventDefault, ...more };
  const letGo = () => {
    const was = isLineChosen;
    isLineChosen = false;
    return was;
  };
  canvasKeys({
    session,
    places,
    lines: { isChosen: () => isLineChosen, letGo },
    say: said,
    onEdit: () => done("edit"),
    onConnect: () => done("connect"),
  })(event as unknown as KeyboardEvent<HTMLDivElement>);
  return preventDefault.mock.calls.length > 0;
}
const shift = { shiftKey: true };
const chosen = () => [session.node?.id, [...session.state.selected].join("")];

it("is one stop of Tab, and is walked by arrows and page by page in order", () => {
  expect(press("Tab")).toBe(false);
  press("PageDown");
  press("ArrowDown");
  expect(chosen()).toEqual(["c", "c"]);
  press("PageUp");
  expect(chosen()).toEqual(["b", "b"]);
  press("End");
  expect(press("PageDown"), "the page is not scrolled").toBe(true);
  expect(chosen()).toEqual(["s", "s"]);
});

it("chooses more with Shift, fewer on the way back, and skips with Space", () => {
  press("ArrowDown", shift);
  press("ArrowDown", shift);
  expect(chosen()).toEqual(["c", "abc"]);
  press("ArrowUp", shift);
  expect(chosen()).toEqual(["b", "ab"]);
  expect(said).toHaveBeenLastCalledWith("2 steps chosen");

  press(" ");
  expect(chosen()).toEqual(["b", "a"]);
  expect(session.isChoosing).toBe(true);
  press("ArrowDown", shift);
  expect(chosen()).toEqual(["c", "ac"]);
  press("Escape");
  expect([chosen(), session.isChoosing]).toEqual([["c", "c"], false]);
  press(" ");
  expect(chosen()).toEqual(["c", "c"]);
  expect(said).toHaveBeenLastCalledWith("This is the only step that is chosen");
});

it("acts on the line that is chosen, and goes back from it before it leaves", () => {
  press("Enter");
  isLineChosen = true;
  press("Enter");
  expect(done.mock.calls).toEqual([["edit"], ["connect"]]);
  expect(press("Escape")).toBe(true);
  expect(isLineChosen).toBe(false);
});

it("goes to the outline by Escape where that is drawn, and stays where it is not", () => {
  expect(press("Escape")).toBe(false);
  const outline = document.body.appendChild(document.createElement("div"));
  outline.tabIndex = 0;
  outline.dataset.outlineTree = "";
  expect([press("Escape"), document.activeElement]).toEqual([true, outline]);
});
