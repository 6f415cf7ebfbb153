import { Search } from "lucide-react";
import { Popover } from "radix-ui";
import {
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
} from "react";
import { cx } from "./cx";
import { usePortalContainer } from "./portal";

export interface PickerItem {
  id: string;
  /** The line as it is shown. */
  content: ReactNode;
  /** What it belongs to; items of one section follow each other. */
  section?: string;
  isChosen?: boolean;
  onPick: () => void;
}

export interface PickerProps {
  /** The button that opens it. */
  trigger: ReactElement;
  /** Names the field and the list. */
  label: string;
  placeholder: string;
  /** What there is to pick for what was typed. */
  items: readonly PickerItem[];
  query: string;
  onQuery: (query: string) => void;
  /** Said when there are no items. */
  empty: string;
  /** Below the list. */
  note?: string;
}

/** A button that opens a list to choose from by typing. Not modal, as the modal kind writes style elements. */
export function Picker({ trigger, ...list }: PickerProps) {
  const container = usePortalContainer();
  const [isOpen, setOpen] = useState(false);
  const onOpenChange = (open: boolean) => {
    if (open) list.onQuery("");
    setOpen(open);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal container={container}>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={list.label}
          className="z-40 flex max-h-[min(22rem,var(--radix-popover-content-available-height))] w-[max(20rem,var(--radix-popover-trigger-width))] max-w-[calc(100vw-1rem)] animate-fade flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-lg"
        >
          <PickerList {...list} onClose={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

type ListProps = Omit<PickerProps, "trigger"> & { onClose: () => void };

function PickerList({ label, placeholder, items, query, onQuery, empty, note, onClose }: ListProps) {
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      items.findIndex(({ isChosen }) => isChosen),
    ),
  );
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const current = Math.min(active, items.length - 1);

  useEffect(() => {
    const box = list.current;
    if (!box) return;
    const show = () => box.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    show();
    // Where the list stands, and so how high it is, is found out only after it is drawn.
    const observer = new ResizeObserver(show);
    observer.observe(box);
    return () => observer.disconnect();
  }, [current, items]);

  const pick = (item: PickerItem | undefined) => {
    if (!item) return;
    onClose();
    item.onPick();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined && items.length > 0) setActive((current + move + items.length) % items.length);
    else if (event.key === "Enter") pick(items[current]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-line px-3">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <input
          type="text"
          data-draft
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={items[current] ? `${id}-${current}` : undefined}
          aria-autocomplete="list"
          aria-label={label}
          placeholder={placeholder}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            onQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className="h-10 w-full bg-transparent outline-none touch:h-11 touch:text-lg"
        />
      </div>
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={label}
        className="min-h-0 flex-1 overflow-y-auto p-1"
      >
        {items.map((item, place) => (
          <div key={item.id} role="presentation">
            {item.section && item.section !== items[place - 1]?.section && (
              <div role="presentation" className="px-2 pt-1.5 pb-0.5 text-xs font-medium text-faint">
                {item.section}
              </div>
            )}
            {/* Keys are handled by the field, which keeps the focus. */}
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
            <div
              role="option"
              id={`${id}-${place}`}
              aria-selected={place === current}
              onMouseMove={() => place !== current && setActive(place)}
              onClick={() => pick(item)}
              className={cx(
                "flex min-h-8.5 cursor-default items-center gap-2.5 rounded-md px-2 py-1 touch:min-h-11",
                place === current && "bg-hover",
                item.isChosen && "font-medium",
              )}
            >
              {item.content}
            </div>
          </div>
        ))}
        {items.length === 0 && <p className="px-3 py-5 text-center text-muted">{empty}</p>}
      </div>
      {note && <p className="border-t border-line px-3 py-1.5 text-sm text-muted">{note}</p>}
    </>
  );
}
