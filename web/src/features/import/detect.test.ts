import { describe, expect, it } from "vitest";
import { holdsSteps, detectFormat, saysItsKind } from "./detect";

describe("the format of a text", () => {
  it.each([
    ["flowchart TD\n a --> b", "mermaid"],
    ["graph LR; a-->b", "mermaid"],
    ["%% a comment\n\n  flowchart TB\n a-->b", "mermaid"],
    ["---\ntitle: Disk full\n---\nflowchart TD\n a-->b", "mermaid"],
    ["```mermaid\nflowchart TD\n a-->b\n```", "mermaid"],
    ['{"nodes": []}', "json"],
    ['  [{"id": "a"}]', "json"],
    ["# Disk full\n\n1. Look", "markdown"],
    ["---\ntitle: Disk full\n---\n# Disk full", "markdown"],
    ["[A link](https://example.org) begins this text", "markdown"],
    ["See the chart:\n\n```mermaid\nflowchart TD\n```", "markdown"],
    ["graphs are nice", "markdown"],
    ["title,description\nStop,", "csv"],
    ['\uFEFF"Step";"Notes"\r\n1;2', "csv"],
    ["Task\tOwner\nStop\tme", "csv"],
    ["Title, a sentence\nand another one", "markdown"],
    ["", "markdown"],
  ])("of %j is %s", (text, format) => {
    expect(detectFormat(text)).toBe(format);
  });
});

describe("a file's name", () => {
  it.each([
    ["a.mmd", "mermaid"],
    ["A.MD", "markdown"],
    ["x.json", "json"],
    ["steps.csv", "csv"],
  ])("%s decides, whatever is in it", (name, format) => {
    expect(detectFormat("flowchart TD", name)).toBe(format);
  });

  it("says nothing when it ends otherwise", () => {
    expect(detectFormat("flowchart TD", "notes.txt")).toBe("mermaid");
  });
});

describe("a page of an export", () => {
  it.each([
    ["---\nbranchbook: 1\ntype: impact\n---\n# x", true],
    ["---\r\ntitle: a\r\nbranchbook: 1\r\n---\r\n", true],
    ["---\ntitle: a\n---\nbranchbook: 1", false],
    ["branchbook: 1", false],
  ])("%j says its kind: %s", (text, expected) => {
    expect(saysItsKind(text)).toBe(expected);
  });
});

it("takes for steps what has the shape of them", () => {
  const steps = [
    "graph TD\n a-->b",
    "# Restart\n\nText",
    "Before:\n1. Stop\n2. Start",
    "- one",
    '{"nodes": []}',
    '{"name": "x", "tree_structure": {}}',
    "title;type\nStop;action",
  ];
  const others = [
    "",
    "hello",
    "https://example.com/#top",
    "Just a text.\nOver two lines.",
    '{"a": 1}',
    "#tag",
    "-5",
  ];
  expect(steps.filter((text) => !holdsSteps(text))).toEqual([]);
  expect(others.filter(holdsSteps)).toEqual([]);
});
