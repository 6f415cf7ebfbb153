import { afterEach, expect, it } from "vitest";
import { isCharacters, setCharacterKeys } from "./character-keys";

afterEach(() => setCharacterKeys(true));

it("tells keys that write a character from those that write nothing", () => {
  expect(["a", "shift+a", "?", "1", "+", "g h", "é"].filter((keys) => !isCharacters(keys))).toEqual([]);
  const others = ["mod+k", "alt+a", "enter", "delete", "f8", "shift+f8", "arrowup", "mod+shift+z", "escape"];
  expect(others.filter(isCharacters)).toEqual([]);
});

it("is remembered on this device", () => {
  setCharacterKeys(false);
  expect(localStorage.getItem("branchbook.character-keys")).toBe("off");
  setCharacterKeys(true);
  expect(localStorage.getItem("branchbook.character-keys")).toBeNull();
});
