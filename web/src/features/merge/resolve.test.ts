import { expect, it } from "vitest";
import type { Conflict } from "@/api/types";
import { answersTo, choicesFor, type Choice } from "./resolve";

const clash = (node_id: string, ours: string, theirs = "Theirs"): Conflict => ({
  node_id,
  field: "title",
  base: "Before",
  ours,
  theirs,
});
const key = (id: string) => `["nodes","${id}","title"]`;

const CHOICES: Record<string, Choice> = {
  [key("a")]: { take: "ours" },
  [key("b")]: { take: "theirs" },
  [key("c")]: { value: "Both" },
};
const answers = answersTo(
  ["a", "b", "c"].map((id) => clash(id, "Mine")),
  CHOICES,
);

const kept = (ours: string, theirs?: string) =>
  choicesFor(
    ["a", "b", "c"].map((id) => clash(id, ours, theirs)),
    answers,
  );

it("keeps what was answered while neither side has changed", () => {
  expect(kept("Mine")).toEqual(CHOICES);
});

it("asks again where the other side has changed again", () => {
  expect(kept("Mine", "Theirs again")).toEqual({});
});

it("asks again where one's own was edited since, unless one's own is to be taken", () => {
  expect(kept("Mine, mended")).toEqual({ [key("a")]: { take: "ours" } });
});
