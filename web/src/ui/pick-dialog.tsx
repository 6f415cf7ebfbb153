import { Search } from "lucide-react";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { cx } from "./cx";
import { Dialog } from "./dialog";
import { Kbd } from "./kbd";
import { Spinner } from "./spinner";

export interface Pick {
  id: string;
  icon?: ReactNode;
  label: string;
  detail?: ReactNode;
  /** At the end of the line. */
  hint?: ReactNode;
}

export interface PickDialogProps {
  title: string;
  placeholder: string;
  /** When nothing is found. */
  none: string;
  noneHint?: string;
  /** How many there are, in words. */
  results: (n: number) => string;
  /** What fits the text, the best first. Everything for an empty text. */
  find: (query: string) => readonly Pick[];
  /** Told of every change of the text, where what fits is asked of the server. */
  onQuery?: (query: string) => void;
  searching?: boolean;
  onPick: (id: string) => void;
  onClose: () => void;
}

/** Picks one of many by typing a part of it. Arrow keys choose, Enter picks. */
export function PickDialog({
  title,
  placeholder,
  none,
  noneHint,
  results,
  find,
  onQuery,
  searching = false,
  onPick,
  onClose,
}: PickDialogProps) {
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const picks = find(query.trim());
  const active = Math.min(chosen, picks.length - 1);

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const pick = (choice: Pick | undefined) => {
    if (!choice) return;
    onClose();
    onPick(choice.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined && picks.length > 0) setChosen((active + move + picks.length) % picks.length);
    else if (event.key === "Enter") pick(picks[active]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={title} bare size="lg" onClose={onClose} className="max-sm:h-[80dvh]">
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
          aria-activedescendant={picks[active] ? `${listId}-${picks[active].id}` : undefined}
          aria-autocomplete="list"
          aria-label={placeholder}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
            onQuery?.(event.target.value.trim());
          }}
          onKeyDown={onKeyDown}
          className="h-12 w-full bg-transparent text-lg outline-none"
        />
        <Kbd keys="escape" className="max-sm:hidden" />
      </div>
      <p role="status" className="sr-only">
        {results(picks.length)}
      </p>
      <div ref={list} id={listId} role="listbox" aria-label={title} className="p-2">
        {picks.map((choice, place) => (
          // Keys are handled by the field, which keeps the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={choice.id}
            role="option"
            id={`${listId}-${choice.id}`}
            aria-selected={place === active}
            onMouseMove={() => place !== active && setChosen(place)}
            onClick={() => pick(choice)}
            className={cx(
              "flex min-h-9.5 cursor-default items-center gap-3 rounded-md px-2.5 py-1.5 touch:min-h-11",
              place === active && "bg-hover",
            )}
          >
            {choice.icon}
            <span className="min-w-0 flex-1">
              <span className="block truncate">{choice.label}</span>
              {choice.detail && <span className="block truncate text-sm text-muted">{choice.detail}</span>}
            </span>
            {choice.hint && <span className="shrink-0 text-sm text-faint">{choice.hint}</span>}
          </div>
        ))}
        {picks.length === 0 && !searching && (
          <div className="px-4 py-10 text-center">
            <p className="font-medium">{none}</p>
            {noneHint && <p className="mt-1 text-muted">{noneHint}</p>}
          </div>
        )}
      </div>
    </Dialog>
  );
}
