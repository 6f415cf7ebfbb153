import { CornerDownRight, Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import type { AnswerOption, FlowNode } from "@/api/types";
import { editor } from "@/app/strings/editor";
import { update } from "@/flow-model/change";
import { addTarget, connect, mapOption, moved, newNode, newOption } from "@/flow-model/edits";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/field";
import { MenuItem } from "@/ui/menu";
import { useEditor } from "../use-editor";
import { FieldFrame, findingsOf } from "./field-frame";
import { NodePicker } from "./node-picker";
import { RowMenu } from "./row-menu";
import { useSorting, type Sorting } from "./use-sorting";
import { VariableText } from "./variable-text";

const t = editor.option;

/** The answers of a decision and where each leads. */
export function OptionsField({ node, current }: { node: FlowNode; current?: string }) {
  const { session, findings } = useEditor();
  const options = node.options ?? [];
  const added = useRef<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const sorting = useSorting<HTMLOListElement>({
    count: options.length,
    nameOf: (place) => options[place]?.label || t.label(place + 1),
    onMove: (from, to) => session.edit([update(node.id, "options", moved(options, from, to))]),
  });

  // Whoever adds an answer wants to name it.
  useEffect(() => {
    if (added.current === null) return;
    frame.current?.querySelector<HTMLElement>(`[data-option="${CSS.escape(added.current)}"] input`)?.focus();
    added.current = null;
  }, [node.options]);

  const add = () => {
    const option = newOption();
    added.current = option.id;
    session.edit([update(node.id, "options", [...options, option])]);
  };

  return (
    <FieldFrame
      name="options"
      label={editor.fields.options}
      isGroup
      findings={findingsOf(findings, node, "options")}
    >
      {() => (
        <div ref={frame}>
          {options.length === 0 && <p className="mb-2 text-sm text-muted">{t.none}</p>}
          <ol ref={sorting.list} className="space-y-2">
            {options.map((option, place) => (
              <OptionRow
                key={option.id}
                node={node}
                option={option}
                place={place}
                count={options.length}
                sorting={sorting}
                isCurrent={option.id === current}
              />
            ))}
          </ol>
          <Button size="sm" icon={Plus} onClick={add} className="mt-2">
            {t.add}
          </Button>
          {sorting.said}
        </div>
      )}
    </FieldFrame>
  );
}

interface OptionRowProps {
  node: FlowNode;
  option: AnswerOption;
  place: number;
  count: number;
  sorting: Sorting<HTMLOListElement>;
  isCurrent: boolean;
}

function OptionRow({ node, option, place, count, sorting, isCurrent }: OptionRowProps) {
  const { session, show } = useEditor();
  const { document } = session;
  const ref = { from: node.id, option: option.id };
  const setLabel = (label: string) =>
    session.edit(
      [
        update(
          node.id,
          "options",
          mapOption(node.options, option.id, (it) => ({ ...it, label })),
        ),
      ],
      {
        key: `${node.id}/${option.id}/label`,
      },
    );
  const remove = () =>
    session.edit([
      update(
        node.id,
        "options",
        (node.options ?? []).filter(({ id }) => id !== option.id),
      ),
    ]);
  const row = sorting.row(place);
  return (
    <li
      {...row}
      data-option={option.id}
      data-current={isCurrent || undefined}
      className={cx(
        row.className,
        "grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-1.5 rounded-lg border bg-subtle/50 py-1.5 pr-1 pl-1 sm:grid-cols-[auto_minmax(0,2fr)_minmax(0,3fr)_auto]",
        isCurrent ? "border-accent-line" : "border-line",
      )}
    >
      <span className="flex items-center">
        {sorting.handle(place)}
        <span aria-hidden className="min-w-4 text-center text-sm text-faint tabular-nums">
          {place + 1}
        </span>
      </span>
      <VariableText
        isLine
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        aria-label={t.label(place + 1)}
        placeholder={t.placeholder}
        value={option.label}
        autoComplete="off"
        onText={setLabel}
        className={cx(CONTROL, "h-9 px-2.5 font-medium touch:h-11 touch:text-lg")}
      />
      <div className="max-sm:col-start-2 max-sm:row-start-2">
        <NodePicker
          label={t.leadsTo(option.label)}
          value={option.to}
          onPick={(to) => session.edit(connect(document, ref, to))}
          onNew={(type, title) => {
            const added = addTarget(document, ref, newNode(type, title));
            session.edit(added.changes);
            show(added.id, "title");
          }}
        />
      </div>
      <RowMenu
        label={t.more(place + 1)}
        place={place}
        count={count}
        sorting={sorting}
        remove={t.remove}
        onRemove={remove}
      >
        {option.to && document.nodes.some(({ id }) => id === option.to) && (
          <MenuItem icon={CornerDownRight} onSelect={() => option.to && show(option.to)}>
            {t.goTo}
          </MenuItem>
        )}
      </RowMenu>
    </li>
  );
}
