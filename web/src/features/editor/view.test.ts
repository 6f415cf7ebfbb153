import { expect, it } from "vitest";
import { drawnParts, readView, shownView } from "./view";

it("shows both where there is room, and one of them where there is not", () => {
  expect([shownView(null, "three"), shownView(null, "two"), shownView(null, "one")]).toEqual([
    "both",
    "canvas",
    "outline",
  ]);
  expect([shownView("both", "two"), shownView("both", "one")]).toEqual(["canvas", "outline"]);
  expect([shownView("outline", "three"), shownView("canvas", "one")]).toEqual(["outline", "canvas"]);
});

it("remembers for each person what they wanted, and nothing that it does not know", () => {
  localStorage.setItem("branchbook.editor.view.u1", "canvas");
  localStorage.setItem("branchbook.editor.view.u2", "hologram");
  expect([readView("u1"), readView("u2"), readView("u3")]).toEqual(["canvas", null, null]);
});

it("draws findings in place of the outline beside the canvas, and beside an outline alone", () => {
  expect([drawnParts("both", true), drawnParts("both", false)]).toEqual([
    { outline: false, canvas: true },
    { outline: true, canvas: true },
  ]);
  expect([drawnParts("outline", true).outline, drawnParts("canvas", false).outline]).toEqual([true, false]);
});
