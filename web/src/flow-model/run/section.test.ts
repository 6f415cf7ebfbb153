import { describe, expect, it } from "vitest";
import type { FlowDocument } from "@/api/types";
import { procedure, step } from "../testing";
import { headingsOver } from "./section";
import { checklist, port } from "./testing";

/** The ids of the headings over a node. */
function over(document: FlowDocument, id: string) {
  const node = document.nodes.find((node) => node.id === id);
  const found = node && headingsOver(document, node);
  return found && { ids: found.headings.map(({ id }) => id), isFirst: found.isFirst };
}

describe("the headings over a step", () => {
  it("are those since the step before the section", () => {
    expect(over(checklist(), "backup")).toEqual({ ids: ["h1"], isFirst: true });
    expect(over(checklist(), "stop")).toEqual({ ids: ["h2", "h3"], isFirst: true });
  });

  it("stay the same for the later steps of the section", () => {
    expect(over(checklist(), "patch")).toEqual({ ids: ["h2", "h3"], isFirst: false });
  });

  it("are none before the first section, and in a graph", () => {
    expect(over(procedure(step("a"), step("b")), "b")).toBeUndefined();
    expect(over(port(), "reseat")).toBeUndefined();
  });
});
