import { ArrowDown, ArrowUp, Ellipsis, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { editor } from "@/app/strings/editor";
import { IconButton } from "@/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/menu";

export interface RowMenuProps {
  /** Says of which row it is. */
  label: string;
  place: number;
  count: number;
  moveBy: (place: number, by: 1 | -1) => void;
  /** Says what is deleted. */
  remove: string;
  onRemove: () => void;
  /** Before the rest. */
  children?: ReactNode;
}

/** What can be done with a row of a list. */
export function RowMenu({ label, place, count, moveBy, remove, onRemove, children }: RowMenuProps) {
  return (
    <Menu trigger={<IconButton icon={Ellipsis} size="sm" label={label} />}>
      {children}
      {place > 0 && (
        <MenuItem icon={ArrowUp} onSelect={() => moveBy(place, -1)}>
          {editor.actions.moveUp}
        </MenuItem>
      )}
      {place < count - 1 && (
        <MenuItem icon={ArrowDown} onSelect={() => moveBy(place, 1)}>
          {editor.actions.moveDown}
        </MenuItem>
      )}
      {(count > 1 || children) && <MenuSeparator />}
      <MenuItem icon={Trash2} danger onSelect={onRemove}>
        {remove}
      </MenuItem>
    </Menu>
  );
}
