import { ArrowDown, ArrowUp, CornerDownRight, Ellipsis, Plus, Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import type { AnswerOption, FlowNode } from "@/api/types";
import { editor } from "@/app/strings/editor";
import { update } from "@/flow-model/change";
import { addTarget, connect, mapOption, moveOption, newNode, newOption } from "@/flow-model/edits";
import { Button, IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/field";
import { Menu, MenuItem, MenuSeparator } from "@/ui/menu";
import { useEditor } from "../use-editor";
import { FieldFrame, findingsOf } from "./field-frame";
import { NodePicker } from "./node-picker";

const t = editor.option;

/** The answers of a decision and where each leads. */
export function OptionsField({ node, current }: { node: FlowNode; current?: string }) {
  const { session, findings } = useEditor();
  const options = node.options ?? [];
  const added = useRef<string | null>(null);
  const list = useRef<HTMLOListElement>(null);

  // Whoever adds an answer wants to name it.
  useEffect(() => {
    if (added.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-option="${CSS.escape(added.current)}"] input`)?.focus();
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
        <>
          {options.length === 0 && <p className="mb-2 text-sm text-muted">{t.none}</p>}
          <ol ref={list} className="space-y-2">
            {options.map((option, place) => (
              <OptionRow
                key={option.id}
                node={node}
                option={option}
                place={place}
                isLast={place === options.length - 1}
                isCurrent={option.id === current}
              />
            ))}
          </ol>
          <Button size="sm" icon={Plus} onClick={add} className="mt-2">
            {t.add}
          </Button>
        </>
      )}
    </FieldFrame>
  );
}

interface OptionRowProps {
  node: FlowNode;
  option: AnswerOption;
  place: number;
  isLast: boolean;
  isCurrent: boolean;
}

function OptionRow({ node, option, place, isLast, isCurrent }: OptionRowProps) {
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
  return (
    <li
      data-option={option.id}
      data-current={isCurrent || undefined}
      className={cx(
        "grid grid-cols-[1.5rem_minmax(0,1fr)_auto] items-center gap-1.5 rounded-lg border bg-subtle/50 py-1.5 pr-1 pl-1.5 sm:grid-cols-[1.5rem_minmax(0,2fr)_minmax(0,3fr)_auto]",
        isCurrent ? "border-accent-line" : "border-line",
      )}
    >
      <span aria-hidden className="text-center text-sm text-faint tabular-nums">
        {place + 1}
      </span>
      <input
        type="text"
        aria-label={t.label(place + 1)}
        placeholder={t.placeholder}
        value={option.label}
        autoComplete="off"
        onChange={(event) => setLabel(event.target.value)}
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
      <Menu trigger={<IconButton icon={Ellipsis} size="sm" label={t.more(place + 1)} />}>
        {option.to && document.nodes.some(({ id }) => id === option.to) && (
          <MenuItem icon={CornerDownRight} onSelect={() => option.to && show(option.to)}>
            {t.goTo}
          </MenuItem>
        )}
        {place > 0 && (
          <MenuItem
            icon={ArrowUp}
            onSelect={() => session.edit(moveOption(document, node.id, option.id, "up"))}
          >
            {editor.actions.moveUp}
          </MenuItem>
        )}
        {!isLast && (
          <MenuItem
            icon={ArrowDown}
            onSelect={() => session.edit(moveOption(document, node.id, option.id, "down"))}
          >
            {editor.actions.moveDown}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={remove}>
          {t.remove}
        </MenuItem>
      </Menu>
    </li>
  );
}
