import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { strings } from "@/app/strings";
import { Button, IconButton, type ButtonSize, type ButtonVariant } from "./button";
import { copyText } from "./clipboard";
import { toast } from "./toast";

const SHOWN_MS = 1_800;

type CopyState = "idle" | "copied" | "refused";

/** `copy` puts the text on the clipboard; `state` says for a moment how that went. */
export function useCopy(): { state: CopyState; copy: (text: string) => Promise<boolean> } {
  const [state, setState] = useState<CopyState>("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async (text: string) => {
    const copied = await copyText(text);
    setState(copied ? "copied" : "refused");
    return copied;
  };
  return { state, copy };
}

export interface CopyButtonProps {
  /** What is copied; a function when it is made only when asked for. */
  text: string | (() => string);
  /** What it copies, for screen readers and the tooltip; on the button itself when it is not `iconOnly`. */
  label: string;
  iconOnly?: boolean;
  /** What is amiss with the copy, to be told when it is made. */
  warning?: () => string | undefined;
  variant?: ButtonVariant;
  size?: ButtonSize;
}

export function CopyButton({ text, label, iconOnly, warning, variant, size = "md" }: CopyButtonProps) {
  const { state, copy } = useCopy();
  const icon = state === "copied" ? Check : Copy;
  const onClick = async () => {
    const copied = await copy(typeof text === "string" ? text : text());
    const detail = warning?.();
    if (copied && detail) toast.success(strings.common.copied, { detail });
  };
  const told = { idle: "", copied: strings.common.copied, refused: strings.common.copyRefused }[state];
  return (
    <>
      {iconOnly ? (
        <IconButton
          icon={icon}
          label={label}
          size={size === "sm" ? "sm" : "md"}
          onClick={() => void onClick()}
        />
      ) : (
        <Button icon={icon} variant={variant} size={size} onClick={() => void onClick()}>
          {told || label}
        </Button>
      )}
      <span role="status" className="sr-only">
        {told}
      </span>
    </>
  );
}
