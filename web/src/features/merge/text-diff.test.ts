import { expect, it } from "vitest";
import { textDiff } from "./text-diff";

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

it("shows very long texts as a whole", () => {
  const long = "word ".repeat(2_000);
  expect(textDiff(long, `${long}!`).map(({ kind }) => kind)).toEqual(["removed", "added"]);
});
