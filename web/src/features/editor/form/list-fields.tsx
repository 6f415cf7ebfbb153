import { Plus, X } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";
import type { Command, FlowNode } from "@/api/types";
import { editor as t } from "@/app/strings/editor";
import { setField } from "@/flow-model/edits";
import { Button, IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/field";
import { GrowingArea } from "@/ui/growing-area";
import { useEditor } from "../use-editor";
import { FieldFrame } from "./field-frame";

const INPUT = cx(CONTROL, "h-9 px-2.5 touch:h-11 touch:text-lg");

/** Shells and languages that are offered; any other word may be typed. */
const LANGUAGES = ["bash", "powershell", "cmd", "cisco", "sql", "python", "kubectl", "yaml", "http"];

/** The list of a node's field, with edits that are one step of the history each; `key` joins typing. */
function useList<Item>(node: FlowNode, field: "commands" | "checklist", items: readonly Item[]) {
  const { session } = useEditor();
  const set = (next: readonly Item[], key?: string) =>
    session.edit(
      setField(node.id, field, next as never),
      key === undefined ? {} : { key: `${node.id}/${field}/${key}` },
    );
  return {
    replace: (place: number, item: Item, key: string) => set(items.with(place, item), `${place}/${key}`),
    remove: (place: number) => set(items.toSpliced(place, 1)),
    add: (item: Item, place = items.length) => set(items.toSpliced(place, 0, item)),
  };
}

/** Moves the focus to the row that was just added. */
function useFocusAdded(count: number) {
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const row = list.current?.children[wanted.current];
    row?.querySelector<HTMLElement>("[data-first]")?.focus();
    wanted.current = null;
  }, [count]);
  return { list, focusRow: (place: number) => (wanted.current = place) };
}

/** What there is to type or paste. */
export function CommandsField({ node }: { node: FlowNode }) {
  const commands = node.commands ?? [];
  const { replace, remove, add } = useList<Command>(node, "commands", commands);
  const { list, focusRow } = useFocusAdded(commands.length);
  return (
    <FieldFrame name="commands" label={t.fields.commands} isGroup>
      {() => (
        <>
          <datalist id="languages">
            {LANGUAGES.map((language) => (
              <option key={language}>{language}</option>
            ))}
          </datalist>
          <ul ref={list} className="space-y-2">
            {commands.map((command, place) => (
              <li key={place} className="rounded-lg border border-line bg-subtle/50 p-1.5">
                <div className="mb-1.5 flex gap-1.5 max-sm:flex-wrap">
                  <input
                    type="text"
                    aria-label={t.command.label}
                    placeholder={t.command.labelPlaceholder}
                    value={command.label ?? ""}
                    onChange={(event) => replace(place, { ...command, label: event.target.value }, "label")}
                    className={cx(INPUT, "min-w-0 flex-1 max-sm:basis-full")}
                  />
                  <input
                    type="text"
                    aria-label={t.command.type}
                    placeholder={t.command.type}
                    list="languages"
                    autoComplete="off"
                    spellCheck={false}
                    value={command.command_type ?? ""}
                    onChange={(event) =>
                      replace(place, { ...command, command_type: event.target.value }, "type")
                    }
                    className={cx(INPUT, "w-28! max-sm:flex-1")}
                  />
                  <IconButton icon={X} label={t.command.remove(place + 1)} onClick={() => remove(place)} />
                </div>
                <GrowingArea
                  data-first
                  mono
                  aria-label={t.command.text(place + 1)}
                  placeholder={t.command.placeholder}
                  spellCheck={false}
                  autoCapitalize="none"
                  value={command.command}
                  onChange={(event) => replace(place, { ...command, command: event.target.value }, "command")}
                />
              </li>
            ))}
          </ul>
          <AddButton
            onClick={() => {
              focusRow(commands.length);
              add({ command: "", command_type: commands.at(-1)?.command_type ?? "" });
            }}
          >
            {t.command.add}
          </AddButton>
        </>
      )}
    </FieldFrame>
  );
}

/** What to tick off. Enter adds the next item, Backspace in an empty one takes it away. */
export function ChecklistField({ node }: { node: FlowNode }) {
  const items = node.checklist ?? [];
  const { replace, remove, add } = useList<string>(node, "checklist", items);
  const { list, focusRow } = useFocusAdded(items.length);
  const onKeyDown = (place: number) => (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      focusRow(place + 1);
      add("", place + 1);
    } else if (event.key === "Backspace" && items[place] === "") {
      focusRow(Math.max(0, place - 1));
      remove(place);
    } else return;
    event.preventDefault();
  };
  return (
    <FieldFrame name="checklist" label={t.fields.checklist} isGroup>
      {() => (
        <>
          <ul ref={list} className="space-y-1.5">
            {items.map((item, place) => (
              <li key={place} className="flex items-center gap-1.5">
                <span aria-hidden className="size-4 shrink-0 rounded-sm border border-control/60" />
                <input
                  data-first
                  type="text"
                  aria-label={t.item.text(place + 1)}
                  value={item}
                  onChange={(event) => replace(place, event.target.value, "text")}
                  onKeyDown={onKeyDown(place)}
                  className={INPUT}
                />
                <IconButton icon={X} label={t.item.remove(place + 1)} onClick={() => remove(place)} />
              </li>
            ))}
          </ul>
          <AddButton
            onClick={() => {
              focusRow(items.length);
              add("");
            }}
          >
            {t.item.add}
          </AddButton>
        </>
      )}
    </FieldFrame>
  );
}

function AddButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button size="sm" icon={Plus} onClick={onClick} className="mt-2">
      {children}
    </Button>
  );
}
