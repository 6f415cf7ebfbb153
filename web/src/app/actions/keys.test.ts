import { describe, expect, it } from "vitest";
import { chordOf, isTyping, KeyMatcher } from "./keys";

const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

describe("chords", () => {
  it("take Ctrl and ⌘ for the same", () => {
    expect(press("k", { ctrlKey: true })).toBe("mod+k");
    expect(press("K", { metaKey: true })).toBe("mod+k");
  });

  it("name the character, not how it is typed on this keyboard", () => {
    expect(press("?", { shiftKey: true })).toBe("?");
  });

  it("tell Shift with letters and named keys", () => {
    expect(press("Z", { ctrlKey: true, shiftKey: true })).toBe("mod+shift+z");
    expect(press("Enter", { shiftKey: true })).toBe("shift+enter");
  });

  it("are none for a modifier alone", () => {
    expect(press("Shift", { shiftKey: true })).toBe("");
  });
});

describe("sequences", () => {
  const known = ["g h", "g f", "c", "mod+k"];

  it("are found chord by chord", () => {
    const matcher = new KeyMatcher();
    expect(matcher.press("g", known, 0)).toBe("begun");
    expect(matcher.press("f", known, 300)).toBe("g f");
  });

  it("are forgotten after a while", () => {
    const matcher = new KeyMatcher();
    matcher.press("g", known, 0);
    expect(matcher.press("h", known, 5_000)).toBeNull();
  });

  it("do not swallow a key that means something by itself", () => {
    const matcher = new KeyMatcher();
    matcher.press("g", known, 0);
    expect(matcher.press("c", known, 100)).toBe("c");
  });

  it("begin anew after a wrong key", () => {
    const matcher = new KeyMatcher();
    matcher.press("g", known, 0);
    expect(matcher.press("g", known, 100)).toBe("begun");
    expect(matcher.press("h", known, 200)).toBe("g h");
  });
});

it("tells fields for text from buttons", () => {
  const checkbox = Object.assign(document.createElement("input"), { type: "checkbox" });
  expect(isTyping(document.createElement("input"))).toBe(true);
  expect(isTyping(document.createElement("textarea"))).toBe(true);
  expect(isTyping(checkbox)).toBe(false);
  expect(isTyping(document.createElement("button"))).toBe(false);
});
