import type { LucideIcon } from "lucide-react";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx";
import { usePortalContainer } from "./portal";

export interface MenuProps {
  /** The button that opens it, or only the place where it opens. */
  trigger: ReactElement;
  /** For a menu that its owner opens. */
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  children: ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
  className?: string;
}

/** A menu of actions. Not modal, as the modal kind writes style elements, which the security policy forbids. */
export function Menu({
  trigger,
  open,
  onOpenChange,
  children,
  align = "end",
  side = "bottom",
  className,
}: MenuProps) {
  const container = usePortalContainer();
  return (
    <Radix.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={keepNewFocus}
          className={cx(
            "z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-fade overflow-y-auto",
            "rounded-lg border border-line bg-raised p-1 shadow-lg",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Where an item has put the focus somewhere, it stays there and does not go back to the button. */
function keepNewFocus(event: Event) {
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) event.preventDefault();
}

const ITEM = cx(
  "flex w-full cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 text-base outline-none select-none",
  "data-highlighted:bg-hover data-disabled:opacity-45 touch:min-h-11",
);

export interface MenuItemProps {
  icon?: LucideIcon;
  children: ReactNode;
  /** At the end of the line, for instance the key. */
  hint?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSelect?: () => void;
}

export function MenuItem({ icon: Icon, children, hint, danger, disabled, onSelect }: MenuItemProps) {
  return (
    <Radix.Item disabled={disabled} onSelect={onSelect} className={cx(ITEM, danger && "text-danger-fg")}>
      {Icon && <Icon aria-hidden className={cx("size-4", danger ? "text-danger" : "text-faint")} />}
      <span className="flex-1">{children}</span>
      {hint}
    </Radix.Item>
  );
}

/** An item that goes somewhere: pass a link as its child. */
export function MenuLink({ children }: { children: ReactElement }) {
  return (
    <Radix.Item asChild className={ITEM}>
      {children}
    </Radix.Item>
  );
}

export interface MenuChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: LucideIcon }[];
  onChange: (value: Value) => void;
}

/** One of several, inside a menu. Choosing keeps the menu open, so that the effect is seen. */
export function MenuChoice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: MenuChoiceProps<Value>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map(({ value, label, icon: Icon }) => (
        <Radix.RadioItem
          key={value}
          value={value}
          onSelect={(event) => event.preventDefault()}
          className={ITEM}
        >
          {Icon && <Icon aria-hidden className="size-4 text-faint" />}
          <span className="flex-1">{label}</span>
          <Radix.ItemIndicator>
            <Check aria-hidden className="size-4 text-accent-fg" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-faint">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
