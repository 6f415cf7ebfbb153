import { describe, expect, it } from "vitest";
import { action } from "@/flow-model/testing";
import { cardHeight, linesOfCard } from "@/features/flow/map/measure";
import { fittedSizes, fitting, TOOLBAR } from "./fit";

describe("a card that somebody has put somewhere", () => {
  const [long, next] = [action("long"), action("next")];
  const sizeOf = ({ id }: { id: string }) => ({ width: 224, height: cardHeight(id === "long" ? 4 : 1) });
  const heightAbove = (x: number, y: number) => {
    const places = new Map([
      ["long", { x: 0, y: 0 }],
      ["next", { x, y }],
    ]);
    return fittedSizes([next, long], places, sizeOf)(long).height;
  };

  it("is cut before it comes to lie over the one below it", () => {
    expect(heightAbove(0, 200)).toBe(cardHeight(4));
    expect(heightAbove(0, 94)).toBe(cardHeight(3));
    expect(heightAbove(100, 60)).toBe(cardHeight(1));
  });

  it("is as high as its title beside what lies elsewhere, and over what it was put on", () => {
    expect(heightAbove(224, 60)).toBe(cardHeight(4));
    expect(heightAbove(0, -30)).toBe(cardHeight(4));
    expect(heightAbove(20, 20)).toBe(cardHeight(4));
  });

  it("shows as many lines as fit, and at least one", () => {
    expect([1, 2, 3, 4].map(cardHeight).map(linesOfCard)).toEqual([1, 2, 3, 4]);
    expect([linesOfCard(0), linesOfCard(75), linesOfCard(400)]).toEqual([1, 2, 4]);
  });
});

describe("all of the canvas", () => {
  const bounds = { x: 40, y: -20, width: 400, height: 1_000 };

  it("is seen below the toolbar, in the middle of the width", () => {
    const { x, y, zoom } = fitting(bounds, { width: 800, height: 600 }, 0.08, { min: 0.05, max: 1.6 });
    expect(y + bounds.y * zoom).toBeGreaterThan(TOOLBAR);
    expect(y + (bounds.y + bounds.height) * zoom).toBeLessThan(600);
    expect(x + (bounds.x + 200) * zoom).toBeCloseTo(400);
  });

  it("is not made larger than may be", () => {
    expect(fitting(bounds, { width: 9_000, height: 9_000 }, 0.08, { min: 0.05, max: 1 }).zoom).toBe(1);
  });
});
