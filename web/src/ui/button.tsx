import { createLink, type LinkComponent } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "./cx";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover shadow-sm",
  secondary: "border border-line-strong bg-surface text-fg shadow-sm hover:bg-hover",
  ghost: "text-muted hover:bg-hover hover:text-fg",
  danger: "border border-danger-line bg-surface text-danger-fg shadow-sm hover:bg-danger-soft",
};
const SIZES: Record<ButtonSize, string> = {
  sm: "h-7 gap-1.5 px-2.5 text-sm rounded-md touch:h-11 touch:px-3.5",
  md: "h-8.5 gap-2 px-3.5 text-base rounded-md touch:h-11 touch:px-4",
  lg: "h-11 gap-2 px-5 text-lg rounded-lg",
};

export function buttonClass(variant: ButtonVariant = "secondary", size: ButtonSize = "md"): string {
  return cx(
    "inline-flex shrink-0 items-center justify-center font-medium whitespace-nowrap select-none",
    "transition-colors duration-100 disabled:opacity-55 disabled:shadow-none",
    VARIANTS[variant],
    SIZES[size],
  );
}

interface Look {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: LucideIcon;
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Look {
  ref?: Ref<HTMLButtonElement>;
  /** Shows that work is going on and takes no second click; the button keeps its place in the tab order. */
  pending?: boolean;
}

export function Button({
  variant,
  size,
  icon: Icon,
  pending,
  children,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClass(variant, size), pending && "cursor-progress", className)}
    >
      {pending ? <Spinner /> : Icon && <Icon aria-hidden className="size-4" />}
      {children}
    </button>
  );
}

interface ButtonAnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement>, Look {
  ref?: Ref<HTMLAnchorElement>;
}

function ButtonAnchor({ variant, size, icon: Icon, children, className, ...rest }: ButtonAnchorProps) {
  return (
    <a {...rest} className={cx(buttonClass(variant, size), className)}>
      {Icon && <Icon aria-hidden className="size-4" />}
      {children}
    </a>
  );
}

const LinkedAnchor = createLink(ButtonAnchor);

/** A link that looks like a button: it goes somewhere, so it can be opened in another tab. */
export const ButtonLink: LinkComponent<typeof ButtonAnchor> = (props) => <LinkedAnchor {...props} />;

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> {
  ref?: Ref<HTMLButtonElement>;
  icon: LucideIcon;
  /** What it does, for screen readers and as a tooltip. */
  label: string;
  size?: "sm" | "md";
  /** Shown after the label in the tooltip, for instance a key. */
  hint?: ReactNode;
}

export function IconButton({ icon: Icon, label, size = "md", hint, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} hint={hint}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx(
          "inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100",
          "hover:bg-hover hover:text-fg disabled:opacity-45 touch:size-11",
          size === "sm" ? "size-7" : "size-8.5",
          className,
        )}
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </Tooltip>
  );
}
