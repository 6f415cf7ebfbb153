import { describe, expect, it } from "vitest";
import type { FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import type { MapLayout } from "./layout";
import { escaped, svgOf, wrapped } from "./svg";

const words = { start: "Start", untitled: "Untitled", types: strings.common.nodeTypes };
const widthOf = (text: string) => text.length * 7;

function layout(titles: readonly string[]): MapLayout {
  const nodes = titles.map((title, place) => ({
    node: { id: `n${place}`, type: "decision", title } as FlowNode,
    x: 24,
    y: 24 + place * 90,
    width: 224,
    height: 44,
  }));
  const edges = titles.slice(1).map((title, place) => ({
    id: `e${place}`,
    from: `n${place}`,
    to: `n${place + 1}`,
    label: title,
    isLoop: false,
    isAside: false,
    isOver: false,
    path: `M136,${68 + place * 90} L136,${114 + place * 90}`,
    labelAt: { x: 136, y: 90 + place * 90 },
  }));
  return { nodes, edges };
}

function drawn(titles: readonly string[]) {
  const picture = svgOf(layout(titles), {
    title: "A <b> & flow",
    subtitle: "x",
    start: "n0",
    words,
    widthOf,
  });
  const xml = new DOMParser().parseFromString(picture.svg, "image/svg+xml");
  expect(xml.querySelector("parsererror")?.textContent).toBeUndefined();
  return { ...picture, xml };
}

describe("the picture of a map", () => {
  it("is well-formed whatever the titles are, and has them whole", () => {
    const titles = [
      "</text><script>alert(1)</script>",
      "a \"b\" & 'c'",
      "\u0000\ud800]]>",
      "x".repeat(300),
      "",
    ];
    const { xml } = drawn(titles);
    expect(xml.querySelector("script")).toBeNull();
    const cards = [...xml.querySelectorAll("g > title")].map((title) => title.textContent);
    expect(cards).toContain(`Decision: ${titles[0]}`);
    expect(cards).toContain(`Decision: ${titles[3]}`);
    expect(cards).toContain("Decision: Untitled");
  });

  it.each([1, 1_000])("has room for all of %d nodes", (count) => {
    const { height, width } = drawn(Array.from({ length: count }, (_, place) => `Step ${place}`));
    expect(height).toBeGreaterThan((count - 1) * 90 + 44);
    expect(width).toBeGreaterThanOrEqual(480);
  });

  it("can be drawn with no node at all", () => {
    expect(drawn([]).height).toBeGreaterThan(0);
  });
});

describe("lines of a text", () => {
  const width = (text: string) => text.length;
  it.each([
    ["one two three", 8, 3, ["one two", "three"]],
    ["one two three four", 8, 2, ["one two", "three…"]],
    ["abcdefghij", 4, 3, ["abcd", "efgh", "ij"]],
    ["abcdefghij", 4, 1, ["abc…"]],
  ])("of %s in %d are at most %d", (content, most, lines, expected) => {
    expect(wrapped(content, most, lines, width)).toEqual(expected);
  });
});

it("escapes what means something in XML", () => {
  expect(escaped('<a href="x">&</a>')).toBe("&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
});
