import { Search } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { strings } from "@/app/strings";
import { cx } from "@/ui/cx";
import { Dialog } from "@/ui/dialog";
import { Kbd } from "@/ui/kbd";
import { Spinner } from "@/ui/spinner";
import { useEntries, type Entry } from "./use-entries";

const t = strings.shell.palette;

/** One field that finds actions, flows and recent sessions. Arrow keys choose, Enter goes there. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const { entries, searching } = useEntries(query.trim());
  const active = Math.min(chosen, entries.length - 1);

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active, entries]);

  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined && entries.length > 0)
      setChosen((active + move + entries.length) % entries.length);
    else if (event.key === "Enter") run(entries[active]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={t.title} bare size="lg" onClose={onClose} className="max-sm:h-[80dvh]">
      <div className="sticky top-0 z-10 flex items-center gap-3 border-b border-line bg-raised px-4">
        {searching ? (
          <Spinner className="text-faint" />
        ) : (
          <Search aria-hidden className="size-4 text-faint" />
        )}
        <input
          type="text"
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={entries[active] ? `${listId}-${entries[active].id}` : undefined}
          aria-autocomplete="list"
          aria-label={t.placeholder}
          placeholder={t.placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          className="h-12 w-full bg-transparent text-lg outline-none"
        />
        <Kbd keys="escape" className="max-sm:hidden" />
      </div>
      <p role="status" className="sr-only">
        {searching ? t.searching : t.results(entries.length)}
      </p>
      <div ref={list} id={listId} role="listbox" aria-label={t.title} className="p-2">
        {entries.map((entry, place) => (
          <div key={entry.id} role="presentation">
            {entry.section !== entries[place - 1]?.section && (
              <div role="presentation" className="px-2.5 pt-2 pb-1 text-xs font-medium text-faint">
                {entry.section}
              </div>
            )}
            {/* Keys are handled by the field, which keeps the focus. */}
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
            <div
              role="option"
              id={`${listId}-${entry.id}`}
              aria-selected={place === active}
              onMouseMove={() => place !== active && setChosen(place)}
              onClick={() => run(entry)}
              className={cx(
                "flex min-h-9.5 cursor-default items-center gap-3 rounded-md px-2.5 py-1.5 touch:min-h-11",
                place === active && "bg-hover",
              )}
            >
              <entry.icon aria-hidden className="size-4 shrink-0 text-faint" />
              <span className="min-w-0 flex-1">
                <span className="block truncate">{entry.shown ?? entry.label}</span>
                {entry.detail && <span className="block truncate text-sm text-muted">{entry.detail}</span>}
              </span>
              {entry.keys && <Kbd keys={entry.keys} className="max-sm:hidden" />}
            </div>
          </div>
        ))}
        {entries.length === 0 && !searching && (
          <div className="px-4 py-10 text-center">
            <p className="font-medium">{t.empty(query.trim())}</p>
            <p className="mt-1 text-muted">{t.emptyHint}</p>
          </div>
        )}
      </div>
    </Dialog>
  );
}
