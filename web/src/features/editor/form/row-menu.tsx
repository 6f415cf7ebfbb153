import { ArrowDown, ArrowUp, Ellipsis, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { editor } from "@/app/strings/editor";
import { IconButton } from "@/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/menu";
import type { Sorting } from "./use-sorting";

export interface RowMenuProps {
  /** Says of which row it is. */
  label: string;
  place: number;
  count: number;
  sorting: Pick<Sorting<HTMLElement>, "moveBy" | "leave">;
  /** Says what is deleted. */
  remove: string;
  onRemove: () => void;
  /** Before the rest. */
  children?: ReactNode;
}

/** What can be done with a row of a list. */
export function RowMenu({ label, place, count, sorting, remove, onRemove, children }: RowMenuProps) {
  return (
    <Menu trigger={<IconButton icon={Ellipsis} size="sm" label={label} />}>
      {children}
      {place > 0 && (
        <MenuItem icon={ArrowUp} onSelect={() => sorting.moveBy(place, -1)}>
          {editor.actions.moveUp}
        </MenuItem>
      )}
      {place < count - 1 && (
        <MenuItem icon={ArrowDown} onSelect={() => sorting.moveBy(place, 1)}>
          {editor.actions.moveDown}
        </MenuItem>
      )}
      {(count > 1 || children) && <MenuSeparator />}
      <MenuItem
        icon={Trash2}
        danger
        onSelect={() => {
          sorting.leave(place);
          onRemove();
        }}
      >
        {remove}
      </MenuItem>
    </Menu>
  );
}
