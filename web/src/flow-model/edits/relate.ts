/** What a step refers to beside its ways on. */
import type { Connection, FlowDocument } from "@/api/types";
import { setDocument, type Change } from "../change";
import { newId } from "../ids";
import { isRelation, type RelationType } from "../related";

/** Makes a step refer to another. Nothing where it does so already, or would to itself. */
export function relate(document: FlowDocument, from: string, to: string, type: RelationType): Change[] {
  const connections = document.connections ?? [];
  const isKnown = connections.some((known) => isRelation(known) && known.from === from && known.to === to);
  if (from === to || isKnown) return [];
  return [setDocument("connections", [...connections, { id: newId("link"), from, to, type }])];
}

/** Says something else of what a step refers to: an empty label is none. */
export function setRelation(
  document: FlowDocument,
  id: string,
  change: { type?: RelationType; label?: string },
): Change[] {
  const changed = (connection: Connection): Connection => {
    const { label, ...rest } = { ...connection, ...change };
    return (label ? { ...rest, label } : rest) as Connection;
  };
  const connections = document.connections ?? [];
  return [
    setDocument(
      "connections",
      connections.map((known) => (known.id === id ? changed(known) : known)),
    ),
  ];
}

export function unrelate(document: FlowDocument, id: string): Change[] {
  const kept = (document.connections ?? []).filter((known) => known.id !== id);
  return [setDocument("connections", kept)];
}
