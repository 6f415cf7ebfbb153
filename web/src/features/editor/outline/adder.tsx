import { Plus } from "lucide-react";
import { useState } from "react";
import { cx } from "@/ui/cx";

export interface AdderProps {
  label: string;
  onAdd: (title: string) => void;
  isSection?: boolean;
}

/** A line into which one types what is to be added; Enter adds it and waits for the next. */
export function Adder({ label, onAdd, isSection }: AdderProps) {
  const [title, setTitle] = useState("");
  const add = () => {
    const text = title.trim();
    if (text === "") return;
    setTitle("");
    onAdd(text);
  };
  return (
    <label className="flex h-full items-center gap-2 rounded-md px-1.5 text-faint focus-within:bg-hover focus-within:text-muted hover:text-muted">
      <Plus aria-hidden className="size-4 shrink-0" />
      <input
        type="text"
        data-draft
        aria-label={label}
        placeholder={label}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") add();
          else if (event.key === "Escape" && title !== "") setTitle("");
          else return;
          event.preventDefault();
        }}
        onBlur={add}
        className={cx(
          "h-full min-w-0 flex-1 bg-transparent text-fg outline-none placeholder:text-faint touch:text-lg",
          isSection && "font-semibold",
        )}
      />
    </label>
  );
}
