import { useMemo } from "react";
import { changes as t } from "@/app/strings/changes";
import { DrawnMap } from "@/features/flow/map/drawn-map";
import { MapSheet } from "@/features/flow/map/step-panel";
import { NodeContent } from "@/features/flow/node-content";
import { documentsOf, entriesOf, overlay, type Comparison } from "@/flow-model/diff";
import { relationsOf } from "@/flow-model/related";
import { EntryBody } from "./diff-list";
import { MarkBadge } from "./marks";

export interface DiffMapProps {
  comparison: Comparison;
  /** Drawings with the same key are the same. */
  drawingKey: readonly unknown[];
  /** The node to show. */
  node?: string;
}

/** Both states as one map, on which is marked what came, went, moved and changed. */
export default function DiffMap({ comparison, drawingKey, node }: DiffMapProps) {
  const { document, marks } = useMemo(() => overlay(comparison), [comparison]);
  const entries = useMemo(
    () => new Map(entriesOf(comparison).map((entry) => [entry.node.id, entry])),
    [comparison],
  );
  const relations = useMemo(() => relationsOf(document), [document]);
  const documents = useMemo(() => documentsOf(comparison), [comparison]);
  return (
    <DrawnMap
      drawingKey={["changes", ...drawingKey]}
      document={document}
      label={t.map}
      marks={marks}
      node={node}
      renderPanel={(chosen, select, close) => {
        const entry = entries.get(chosen.id);
        return (
          <MapSheet node={chosen} isIdea={document.kind === "impact"} onClose={close}>
            {entry ? (
              <>
                <p className="flex flex-wrap gap-1">
                  {entry.marks.map((mark) => (
                    <MarkBadge key={mark} mark={mark} />
                  ))}
                </p>
                <EntryBody entry={entry} documents={documents} isOrdered={false} />
              </>
            ) : (
              <>
                <p className="text-muted">{t.noChange}</p>
                <NodeContent node={chosen} relations={relations.get(chosen.id)} onShow={select} />
              </>
            )}
          </MapSheet>
        );
      }}
    />
  );
}
