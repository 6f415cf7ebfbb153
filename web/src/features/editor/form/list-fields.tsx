import { Plus } from "lucide-react";
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import type { Command, FlowNode } from "@/api/types";
import { editor as t } from "@/app/strings/editor";
import { moved, setField } from "@/flow-model/edits";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/field";
import { useEditor } from "../use-editor";
import { FieldFrame } from "./field-frame";
import { RowMenu } from "./row-menu";
import { useSorting } from "./use-sorting";
import { VariableText } from "./variable-text";

const INPUT = cx(CONTROL, "h-9 px-2.5 touch:h-11 touch:text-lg");

/** Shells and languages that are offered; any other word may be typed. */
const LANGUAGES = ["bash", "powershell", "cmd", "cisco", "sql", "python", "kubectl", "yaml", "http"];

/** The list of a node's field, with edits that are one step of the history each; `key` joins typing. */
function useList<Item>(node: FlowNode, field: "commands" | "checklist" | "links", items: readonly Item[]) {
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
    move: (from: number, to: number) => set(moved(items, from, to)),
  };
}

/** Moves the focus to the row that was just added. */
function useFocusAdded(count: number) {
  const frame = useRef<HTMLDivElement>(null);
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const row = frame.current?.querySelectorAll("[data-row]")[wanted.current];
    row?.querySelector<HTMLElement>("[data-first]")?.focus();
    wanted.current = null;
  }, [count]);
  return { frame, focusRow: (place: number) => (wanted.current = place) };
}

/** What there is to type or paste. */
export function CommandsField({ node }: { node: FlowNode }) {
  const commands = node.commands ?? [];
  const { replace, remove, add, move } = useList<Command>(node, "commands", commands);
  const { frame, focusRow } = useFocusAdded(commands.length);
  const sorting = useSorting<HTMLUListElement>({
    count: commands.length,
    nameOf: (place) => commands[place]?.label || t.command.text(place + 1),
    onMove: move,
  });
  return (
    <FieldFrame name="commands" label={t.fields.commands} isGroup>
      {() => (
        <div ref={frame}>
          <datalist id="languages">
            {LANGUAGES.map((language) => (
              <option key={language}>{language}</option>
            ))}
          </datalist>
          <ul ref={sorting.list} className="space-y-2">
            {commands.map((command, place) => (
              <li
                key={place}
                {...sorting.row(place)}
                className={cx(
                  sorting.row(place).className,
                  "rounded-lg border border-line bg-subtle/50 p-1.5",
                )}
              >
                <div className="mb-1.5 flex items-center gap-1.5 max-sm:flex-wrap">
                  {sorting.handle(place)}
                  <input
                    type="text"
                    aria-label={t.command.label}
                    placeholder={t.command.labelPlaceholder}
                    value={command.label ?? ""}
                    onChange={(event) => replace(place, { ...command, label: event.target.value }, "label")}
                    className={cx(INPUT, "min-w-0 flex-1 max-sm:basis-3/4")}
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
                  <RowMenu
                    label={t.command.more(place + 1)}
                    place={place}
                    count={commands.length}
                    sorting={sorting}
                    remove={t.command.remove(place + 1)}
                    onRemove={() => remove(place)}
                  />
                </div>
                <VariableText
                  data-first
                  mono
                  aria-label={t.command.text(place + 1)}
                  placeholder={t.command.placeholder}
                  spellCheck={false}
                  autoCapitalize="none"
                  value={command.command}
                  onText={(text) => replace(place, { ...command, command: text }, "command")}
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
          {sorting.said}
        </div>
      )}
    </FieldFrame>
  );
}

/** What to tick off. Enter adds the next item, Backspace in an empty one takes it away. */
export function ChecklistField({ node }: { node: FlowNode }) {
  const items = node.checklist ?? [];
  const { replace, remove, add, move } = useList<string>(node, "checklist", items);
  const { frame, focusRow } = useFocusAdded(items.length);
  const sorting = useSorting<HTMLUListElement>({
    count: items.length,
    nameOf: (place) => items[place] || t.item.text(place + 1),
    onMove: move,
  });
  const onKeyDown = (place: number) => (event: KeyboardEvent) => {
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
        <div ref={frame}>
          <ul ref={sorting.list} className="space-y-1.5">
            {items.map((item, place) => (
              <li
                key={place}
                {...sorting.row(place)}
                className={cx(sorting.row(place).className, "flex items-center gap-1.5")}
              >
                {sorting.handle(place)}
                <span aria-hidden className="size-4 shrink-0 rounded-sm border border-control/60" />
                <VariableText
                  isLine
                  data-first
                  aria-label={t.item.text(place + 1)}
                  aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                  value={item}
                  onText={(text) => replace(place, text, "text")}
                  onKeyDown={onKeyDown(place)}
                  className={INPUT}
                />
                <RowMenu
                  label={t.item.more(place + 1)}
                  place={place}
                  count={items.length}
                  sorting={sorting}
                  remove={t.item.remove(place + 1)}
                  onRemove={() => remove(place)}
                />
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
          {sorting.said}
        </div>
      )}
    </FieldFrame>
  );
}

interface NodeLink {
  label?: string;
  url?: string;
}

/** A bare address is one without a title. */
function linkOf(link: unknown): NodeLink {
  return typeof link === "string" ? { url: link } : ((link ?? {}) as NodeLink);
}

/** Pages to read on. */
export function LinksField({ node }: { node: FlowNode }) {
  const links = (node.links ?? []).map(linkOf);
  const { replace, remove, add, move } = useList<NodeLink>(node, "links", links);
  const { frame, focusRow } = useFocusAdded(links.length);
  const sorting = useSorting<HTMLUListElement>({
    count: links.length,
    nameOf: (place) => links[place]?.label || t.link.one(place + 1),
    onMove: move,
  });
  return (
    <FieldFrame name="links" label={t.fields.links} hint={t.fields.linksHint} isGroup>
      {() => (
        <div ref={frame}>
          <ul ref={sorting.list} className="space-y-2">
            {links.map((link, place) => (
              <li
                key={place}
                {...sorting.row(place)}
                className={cx(
                  sorting.row(place).className,
                  "flex gap-1.5 rounded-lg border border-line bg-subtle/50 p-1.5",
                )}
              >
                {sorting.handle(place)}
                <div className="grid min-w-0 flex-1 gap-1.5 sm:grid-cols-[2fr_3fr]">
                  <input
                    data-first
                    type="text"
                    aria-label={t.link.label(place + 1)}
                    placeholder={t.link.labelPlaceholder}
                    value={link.label ?? ""}
                    onChange={(event) => replace(place, { ...link, label: event.target.value }, "label")}
                    className={INPUT}
                  />
                  <Address
                    place={place}
                    value={link.url ?? ""}
                    onChange={(url) => replace(place, { ...link, url }, "url")}
                  />
                </div>
                <RowMenu
                  label={t.link.more(place + 1)}
                  place={place}
                  count={links.length}
                  sorting={sorting}
                  remove={t.link.remove(place + 1)}
                  onRemove={() => remove(place)}
                />
              </li>
            ))}
          </ul>
          <AddButton
            onClick={() => {
              focusRow(links.length);
              add({ label: "", url: "" });
            }}
          >
            {t.link.add}
          </AddButton>
          {sorting.said}
        </div>
      )}
    </FieldFrame>
  );
}

/** The address of a page; other kinds of addresses would not be followed. */
function Address({
  place,
  value,
  onChange,
}: {
  place: number;
  value: string;
  onChange: (url: string) => void;
}) {
  const id = useId();
  const isWrong = value !== "" && !/^https?:\/\/[^\s]+$/i.test(value);
  return (
    <div className="min-w-0">
      <input
        type="url"
        inputMode="url"
        aria-label={t.link.url(place + 1)}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? id : undefined}
        placeholder="https://"
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value.trim())}
        onBlur={() => {
          // As one types it into a browser.
          if (/^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(value)) onChange(`https://${value}`);
        }}
        className={INPUT}
      />
      {isWrong && (
        <p id={id} className="mt-1 text-sm text-danger-fg">
          {t.link.wrong}
        </p>
      )}
    </div>
  );
}

function AddButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button size="sm" icon={Plus} onClick={onClick} className="mt-2">
      {children}
    </Button>
  );
}
