import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { strings } from "@/app/strings";
import { Button, IconButton, type ButtonSize, type ButtonVariant } from "./button";
import { copyText } from "./clipboard";

const SHOWN_MS = 1_800;

type CopyState = "idle" | "copied" | "refused";

/** `copy` puts the text on the clipboard; `state` says for a moment how that went. */
export function useCopy(): { state: CopyState; copy: (text: string) => Promise<void> } {
  const [state, setState] = useState<CopyState>("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return { state, copy: async (text) => setState((await copyText(text)) ? "copied" : "refused") };
}

export interface CopyButtonProps {
  /** What is copied; a function when it is made only when asked for. */
  text: string | (() => string);
  /** What it copies, for screen readers and the tooltip; on the button itself when it is not `iconOnly`. */
  label: string;
  iconOnly?: boolean;
  variant?: ButtonVariant;
  size?: ButtonSize;
}

export function CopyButton({ text, label, iconOnly, variant, size = "md" }: CopyButtonProps) {
  const { state, copy } = useCopy();
  const icon = state === "copied" ? Check : Copy;
  const onClick = () => void copy(typeof text === "string" ? text : text());
  const told = { idle: "", copied: strings.common.copied, refused: strings.common.copyRefused }[state];
  return (
    <>
      {iconOnly ? (
        <IconButton icon={icon} label={label} size={size === "sm" ? "sm" : "md"} onClick={onClick} />
      ) : (
        <Button icon={icon} variant={variant} size={size} onClick={onClick}>
          {told || label}
        </Button>
      )}
      <span role="status" className="sr-only">
        {told}
      </span>
    </>
  );
}
