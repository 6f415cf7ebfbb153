import { CircleAlert, X } from "lucide-react";
import { useMemo, useRef } from "react";
import type { FlowNode } from "@/api/types";
import { strings } from "@/app/strings";
import { editor as t } from "@/app/strings/editor";
import { relate, setRelation, unrelate } from "@/flow-model/edits";
import { findNode } from "@/flow-model/links";
import { RELATIONS, relationsOf, type Relation } from "@/flow-model/related";
import { IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { CONTROL, SelectField } from "@/ui/field";
import { NodeIcon } from "@/ui/node-icon";
import { useEditor } from "../use-editor";
import { FieldFrame, findingsOf } from "./field-frame";
import { NodePicker } from "./node-picker";

const NONE: readonly Relation[] = [];

/** What a step refers to beside its ways on: steps worth a look, and steps that it needs. */
export function RelatedField({ node }: { node: FlowNode }) {
  const { session, findings, say } = useEditor();
  const { document } = session;
  const frame = useRef<HTMLDivElement>(null);
  const relations = useMemo(() => relationsOf(document).get(node.id) ?? NONE, [document, node.id]);
  const taken = useMemo(() => new Set([node.id, ...relations.map(({ to }) => to)]), [node.id, relations]);
  const titleOf = (to: string) => findNode(document, to)?.title || strings.flow.untitled;

  const add = (to: string) => {
    session.edit(relate(document, node.id, to, "reference"));
    say(t.related.added(titleOf(to)));
  };
  const remove = ({ id, to }: Relation) => {
    session.edit(unrelate(document, id));
    say(t.related.removed(titleOf(to)));
    // The button goes away with its row.
    frame.current?.querySelector<HTMLElement>("[data-add] button")?.focus();
  };

  return (
    <FieldFrame
      name="related"
      label={t.fields.related}
      hint={t.fields.relatedHint}
      isGroup
      findings={findingsOf(findings, node, "related")}
    >
      {() => (
        <div ref={frame} className="space-y-2">
          {relations.length > 0 && (
            <ul className="space-y-2">
              {relations.map((relation) => (
                <RelationRow key={relation.id} relation={relation} onRemove={() => remove(relation)} />
              ))}
            </ul>
          )}
          <div data-add>
            <NodePicker
              label={t.related.add}
              value={undefined}
              except={taken}
              none={t.related.add}
              canClear={false}
              onPick={(to) => to !== undefined && add(to)}
            />
          </div>
        </div>
      )}
    </FieldFrame>
  );
}

function RelationRow({ relation, onRemove }: { relation: Relation; onRemove: () => void }) {
  const { session, show } = useEditor();
  const { document } = session;
  const { id, type, label, to, node } = relation;
  const title = node ? node.title || strings.flow.untitled : t.target.gone(to);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-1.5 rounded-lg border border-line bg-subtle/50 p-1.5 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <SelectField
        label={t.related.type(title)}
        bareLabel
        value={type}
        onChange={(event) => {
          const chosen = RELATIONS.find((known) => known === event.target.value);
          if (chosen) session.edit(setRelation(document, id, { type: chosen }));
        }}
        className="sm:w-30"
      >
        {RELATIONS.map((known) => (
          <option key={known} value={known}>
            {strings.flow.node.relations[known]}
          </option>
        ))}
      </SelectField>
      <IconButton
        icon={X}
        label={t.related.remove(title)}
        onClick={onRemove}
        className="sm:col-start-3 sm:row-start-1"
      />
      {node ? (
        <button
          type="button"
          onClick={() => show(node.id)}
          aria-label={t.target.goTo(title)}
          className="flex h-9 min-w-0 items-center gap-2 rounded-md px-2 text-left hover:bg-hover touch:h-11 max-sm:col-span-2 sm:col-start-2 sm:row-start-1"
        >
          <NodeIcon type={node.type} isIdea={document.kind === "impact"} />
          <span className="min-w-0 flex-1 truncate">{title}</span>
        </button>
      ) : (
        <p className="flex h-9 min-w-0 items-center gap-2 px-2 text-danger-fg max-sm:col-span-2 sm:col-start-2 sm:row-start-1">
          <CircleAlert aria-hidden className="size-4 shrink-0" />
          <span className="truncate">{title}</span>
        </p>
      )}
      <input
        type="text"
        aria-label={t.related.label(title)}
        placeholder={t.related.labelPlaceholder}
        value={label}
        autoComplete="off"
        onChange={(event) =>
          session.edit(setRelation(document, id, { label: event.target.value }), { key: `${id}/label` })
        }
        className={cx(CONTROL, "col-span-full h-9 px-2.5 touch:h-11 touch:text-lg")}
      />
    </li>
  );
}
