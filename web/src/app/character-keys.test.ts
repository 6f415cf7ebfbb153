import { afterEach, beforeEach, expect, it } from "vitest";
import { hasCharacterKeys, isCharacters, readCharacterKeys, setCharacterKeys } from "./character-keys";

beforeEach(() => readCharacterKeys("mara"));
afterEach(() => localStorage.clear());

it("tells keys that write a character from those that write nothing", () => {
  expect(["a", "shift+a", "?", "1", "+", "g h", "é"].filter((keys) => !isCharacters(keys))).toEqual([]);
  const others = ["mod+k", "alt+a", "enter", "delete", "f8", "shift+f8", "arrowup", "mod+shift+z", "escape"];
  expect(others.filter(isCharacters)).toEqual([]);
});

it("is remembered on this device, for who has chosen it", () => {
  setCharacterKeys(false);
  readCharacterKeys("ravi");
  expect(hasCharacterKeys()).toBe(true);
  readCharacterKeys("mara");
  expect(hasCharacterKeys()).toBe(false);
  setCharacterKeys(true);
  expect([hasCharacterKeys(), localStorage.length]).toEqual([true, 0]);
});
