import { describe, expect, it } from "vitest";
import { KINDS } from "./filters";
import { starter } from "./starters";

describe.each(KINDS)("the starter of kind %s", (kind) => {
  const { nodes, root, connections = [] } = starter(kind);
  const ids = nodes.map(({ id }) => id);

  it("has nodes with titles and unique ids", () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(nodes.every(({ title }) => title !== "")).toBe(true);
  });

  it("leads nowhere that does not exist", () => {
    const targets = [
      root,
      ...nodes.flatMap(({ next, options = [] }) => [next, ...options.map(({ to }) => to)]),
      ...connections.flatMap(({ from, to }) => [from, to]),
    ].filter((target) => target != null);
    for (const target of targets) expect(ids).toContain(target);
  });

  it("says nothing beyond titles and answers, so that what is to be written counts as missing", () => {
    for (const { description, help_text, expected_outcome, commands, template_data } of nodes)
      expect([description, help_text, expected_outcome, commands, template_data]).toEqual(Array(5));
  });
});
