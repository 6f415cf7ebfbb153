import { expect, it } from "vitest";
import { shared, textDiff } from "./text-diff";

const told = (before: string, after: string) =>
  textDiff(before, after)
    .map(({ kind, text }) => (kind === "same" ? text : kind === "added" ? `+${text}+` : `-${text}-`))
    .join("");

it("tells words that came from words that went", () => {
  expect(told("Reseat the cable", "Reseat the blue cable")).toBe("Reseat the +blue +cable");
  expect(told("Is it on?", "Is it off?")).toBe("Is it -on-+off+?");
  expect(told("", "new")).toBe("+new+");
  expect(told("old", "")).toBe("-old-");
  expect(told("", "")).toBe("");
  expect(told("same", "same")).toBe("same");
});

it("keeps every letter of both texts, in whatever script", () => {
  const [before, after] = ["Überprüfe 電源ケーブル 👍\n- a", "Überprüfe den 電源ケーブル 👎\n- b"];
  const parts = textDiff(before, after);
  const without = (kind: string) =>
    parts
      .filter((part) => part.kind !== kind)
      .map(({ text }) => text)
      .join("");
  expect([without("added"), without("removed")]).toEqual([before, after]);
});

it("shows texts that are far apart as a whole", () => {
  const words = (word: string) => Array.from({ length: 2_000 }, (_, n) => `${word}${n}`).join(" ");
  expect(textDiff(words("a"), words("b")).map(({ kind }) => kind)).toEqual(["removed", "added"]);
});

it("tells how much two texts have in common", () => {
  expect(shared(textDiff("same", "same"))).toBe(1);
  expect(shared(textDiff("Reseat the cable", "Reseat the blue cable"))).toBeGreaterThan(0.6);
  expect(shared(textDiff("Reseat it", "Call vendors"))).toBe(0);
  expect(shared(textDiff("", ""))).toBe(0);
});
