import { expect, it } from "vitest";
import { fuzzyFilter, fuzzyScore, startsWords } from "./fuzzy";

it("wants all letters, in order", () => {
  expect(fuzzyScore("gtf", "Go to Flows")).toBeGreaterThan(0);
  expect(fuzzyScore("ftg", "Go to Flows")).toBe(0);
});

it("prefers beginnings of words and letters in a row", () => {
  const found = fuzzyFilter("im", ["Dim the lights", "Import a flow", "Make it small"], (text) => [text]);
  expect(found[0]).toBe("Import a flow");
});

it("keeps everything, in its order, while nothing is asked", () => {
  expect(fuzzyFilter(" ", ["b", "a"], (text) => [text])).toEqual(["b", "a"]);
});

it("knows letters beyond ASCII", () => {
  expect(fuzzyScore("ö", "Störung")).toBeGreaterThan(0);
});

it("takes further words only by their beginning", () => {
  const items = [{ name: "Theme: dark", words: "night mode" }];
  const find = (query: string) => fuzzyFilter(query, items, ({ name, words }) => [name, words]);
  expect(find("nig")).toHaveLength(1);
  expect(find("node")).toHaveLength(0);
});

it("knows what is being spelled out", () => {
  expect(startsWords("new fl", "New flow")).toBe(true);
  expect(startsWords("flo", "New flow")).toBe(true);
  expect(startsWords("New  Flow", "New flow")).toBe(true);
  expect(startsWords("fl new", "New flow")).toBe(false);
  expect(startsWords("low", "New flow")).toBe(false);
  expect(startsWords("new flow now", "New flow")).toBe(false);
});
