import { Braces, Plus } from "lucide-react";
import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type InputHTMLAttributes,
  type KeyboardEvent,
  type SyntheticEvent,
} from "react";
import { editor } from "@/app/strings/editor";
import { setDocument } from "@/flow-model/change";
import { completed, offersFor, openAt, type Offer, type Open } from "@/flow-model/completing";
import { newVariable } from "@/flow-model/edits";
import { cx } from "@/ui/cx";
import { GrowingArea } from "@/ui/growing-area";
import { useEditor } from "../use-editor";
import { caretIn } from "./caret";

const t = editor.variables;
type Field = HTMLTextAreaElement | HTMLInputElement;

export interface VariableTextProps extends Omit<
  InputHTMLAttributes<Field>,
  "value" | "onChange" | "onKeyDown"
> {
  value: string;
  onText: (text: string) => void;
  onKeyDown?: (event: KeyboardEvent<Field>) => void;
  /** Of one line. */
  isLine?: boolean;
  mono?: boolean;
}

/** Where the list hangs, and what it completes. */
interface Completing extends Open {
  caret: number;
  left: number;
  top: number;
}

/** A text in which variables are completed: after `{{` those of the flow are offered, and a new one. */
export function VariableText({
  value,
  onText,
  onKeyDown,
  isLine,
  mono,
  className,
  ...rest
}: VariableTextProps) {
  const { session } = useEditor();
  const intake = session.document.intake ?? [];
  const frame = useRef<HTMLDivElement>(null);
  const [completing, setCompleting] = useState<Completing | null>(null);
  const [active, setActive] = useState(0);
  /** Where the caret belongs when the completed text has arrived in the field. */
  const caret = useRef<number | null>(null);
  const id = useId();
  const offers = completing ? offersFor(completing.typed, intake) : [];
  const current = Math.min(active, offers.length - 1);
  const isOpen = completing !== null && (offers.length > 0 || completing.typed === "");

  useLayoutEffect(() => {
    if (caret.current === null) return;
    const field = frame.current?.querySelector<Field>("textarea, input");
    field?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const look = (field: Field) => {
    const at = field.selectionEnd ?? 0;
    const open = field.selectionStart === at ? openAt(field.value, at) : null;
    if (open?.from !== completing?.from || open?.typed !== completing?.typed) setActive(0);
    if (!open) return setCompleting(null);
    const { left, bottom } = caretIn(field, open.from);
    const most = Math.max(0, field.offsetWidth - 224);
    setCompleting({ ...open, caret: at, left: Math.min(left, most), top: bottom + 2 });
  };
  const pick = (offer: Offer) => {
    if (!completing) return;
    const name = offer.kind === "new" ? offer.name : offer.variable.name;
    if (offer.kind === "new") {
      session.edit([setDocument("intake", [...intake, newVariable(name)])]);
    }
    const done = completed(value, completing.caret, completing, name);
    caret.current = done.caret;
    setCompleting(null);
    onText(done.text);
  };
  const handleKey = (event: KeyboardEvent<Field>) => {
    const offer = offers[current];
    if (!isOpen || event.nativeEvent.isComposing) return onKeyDown?.(event);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && !event.altKey && offers.length > 0)
      setActive((current + by + offers.length) % offers.length);
    else if ((event.key === "Enter" || event.key === "Tab") && offer) pick(offer);
    else if (event.key === "Escape") setCompleting(null);
    else return onKeyDown?.(event);
    event.preventDefault();
    event.stopPropagation();
  };

  const wiring = {
    ...rest,
    value,
    onKeyDown: handleKey,
    onSelect: (event: SyntheticEvent<Field>) => look(event.currentTarget),
    onBlur: () => setCompleting(null),
    "aria-autocomplete": "list" as const,
    "aria-haspopup": "listbox" as const,
    "aria-controls": isOpen ? id : undefined,
    "aria-activedescendant": isOpen && offers[current] ? `${id}-${current}` : undefined,
  };
  return (
    <div ref={frame} className="relative min-w-0 flex-1">
      {isLine ? (
        <input
          type="text"
          {...wiring}
          onChange={(event) => {
            onText(event.target.value);
            look(event.target);
          }}
          className={className}
        />
      ) : (
        <GrowingArea
          {...wiring}
          mono={mono}
          onChange={(event) => {
            onText(event.target.value);
            look(event.target);
          }}
          className={className}
        />
      )}
      <p role="status" className="sr-only">
        {isOpen && t.offered(offers.length)}
      </p>
      {isOpen && (
        <div
          style={{ left: completing.left, top: completing.top }}
          className="absolute z-20 w-56 animate-fade rounded-lg border border-line bg-raised p-1 shadow-lg"
        >
          <div id={id} role="listbox" aria-label={t.label} className="max-h-52 overflow-y-auto">
            {offers.map((offer, place) => (
              // Keys are handled by the field, which keeps the focus.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
              <div
                key={offer.kind === "new" ? "" : offer.variable.name}
                role="option"
                id={`${id}-${place}`}
                aria-selected={place === current}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => pick(offer)}
                className={cx(
                  "flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 touch:min-h-11",
                  place === current ? "bg-hover" : "hover:bg-hover",
                )}
              >
                {offer.kind === "new" ? (
                  <>
                    <Plus aria-hidden className="size-3.5 shrink-0 text-accent-fg" />
                    <span className="min-w-0 truncate">{t.newOne(offer.name)}</span>
                  </>
                ) : (
                  <>
                    <Braces aria-hidden className="size-3.5 shrink-0 text-faint" />
                    <span className="min-w-0 flex-1">
                      <span className="block truncate font-mono text-sm">{offer.variable.name}</span>
                      {offer.variable.label && (
                        <span className="block truncate text-xs text-muted">{offer.variable.label}</span>
                      )}
                    </span>
                  </>
                )}
              </div>
            ))}
          </div>
          {completing.typed === "" && <p className="px-2 py-1 text-xs text-muted">{t.hint}</p>}
        </div>
      )}
    </div>
  );
}
