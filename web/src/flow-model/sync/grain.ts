/** How finely documents are compared and merged: as the server has it (crates/domain, flow/change/grain.rs). */
import type { FlowKind } from "@/api/types";
import { isOrdered } from "../kinds";

export type Grain =
  /** Compared as a whole. */
  | "whole"
  /** Field by field, but it is no content: where both sides changed it, nobody has to be asked. */
  | "layout"
  /** Field by field; those that are not named here as a whole. */
  | { fields: Readonly<Record<string, Grain>> }
  /** Item by item, by the field that tells one from another. */
  | { key: string; item: Grain; order: ListOrder };

/** Whether an item's place in its list is said by itself, by sending the whole list, or means nothing. */
type ListOrder = "position" | "whole" | "none";

const FIELDS: Grain = { fields: {} };
const NODE: Grain = {
  fields: { options: { key: "id", item: FIELDS, order: "position" }, template_data: FIELDS },
};

function documentGrain(nodes: ListOrder): Grain {
  return {
    fields: {
      nodes: { key: "id", item: NODE, order: nodes },
      connections: { key: "id", item: FIELDS, order: "whole" },
      intake: { key: "name", item: FIELDS, order: "position" },
      canvas: "layout",
    },
  };
}

const CHECKLIST = documentGrain("position");
const GRAPH = documentGrain("none");

export function grainOf(kind: FlowKind): Grain {
  return isOrdered(kind) ? CHECKLIST : GRAPH;
}

export function grainIn(grain: Grain, name: string): Grain {
  if (grain === "whole" || grain === "layout") return grain;
  return "fields" in grain ? (grain.fields[name] ?? "whole") : grain.item;
}

export type Item = Readonly<Record<string, unknown>>;

/** The items of a list by their keys, or null when two have the same or one has none. */
export function itemsByKey(list: readonly unknown[], key: string): Map<string, Item> | null {
  const items = new Map<string, Item>();
  for (const item of list) {
    const name = (item as Item | null)?.[key];
    if (typeof name !== "string" || items.has(name)) return null;
    items.set(name, item as Item);
  }
  return items;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
