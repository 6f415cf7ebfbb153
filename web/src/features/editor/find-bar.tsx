import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { canvas } from "@/app/strings/canvas";
import { IconButton } from "@/ui/button";
import { Kbd } from "@/ui/kbd";
import { SearchField } from "@/ui/search-field";
import type { Finder } from "./use-find";

const t = canvas.find;

/** Words to search for in the flow. Enter goes to the next place, Escape ends it. */
export function FindBar({ finder, onClose }: { finder: Finder; onClose: () => void }) {
  const { query, ids, current } = finder;
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    bar.current?.querySelector("input")?.focus();
  }, []);
  const said =
    query.trim() === ""
      ? ""
      : ids.length === 0
        ? t.none
        : current === undefined
          ? t.found(ids.length)
          : t.count(ids.indexOf(current) + 1, ids.length);
  return (
    <div
      ref={bar}
      role="search"
      aria-label={t.label}
      className="flex shrink-0 items-center gap-1.5 border-b border-line bg-surface px-2 py-1.5 sm:px-3"
    >
      <SearchField
        label={t.label}
        placeholder={t.placeholder}
        data-find
        data-draft
        value={query}
        onChange={finder.setQuery}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") finder.step(event.shiftKey ? -1 : 1);
          else if (event.key === "Escape") onClose();
          else return;
          event.preventDefault();
        }}
        className="w-full max-w-sm"
      />
      <span role="status" className="min-w-0 truncate px-1 text-sm text-muted tabular-nums">
        {said}
      </span>
      <span className="flex-1" />
      <IconButton
        icon={ChevronUp}
        size="sm"
        label={t.previous}
        hint={<Kbd keys="shift+enter" />}
        disabled={ids.length === 0}
        onClick={() => finder.step(-1)}
      />
      <IconButton
        icon={ChevronDown}
        size="sm"
        label={t.next}
        hint={<Kbd keys="enter" />}
        disabled={ids.length === 0}
        onClick={() => finder.step(1)}
      />
      <IconButton icon={X} size="sm" label={t.close} hint={<Kbd keys="escape" />} onClick={onClose} />
    </div>
  );
}
