import { Tooltip as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { usePortalContainer } from "./portal";

export interface TooltipProps {
  text: string;
  hint?: ReactNode;
  children: ReactElement;
}

/** Names what is under the pointer. Never the only place of a piece of information: touch has no tooltips. */
export function Tooltip({ text, hint, children }: TooltipProps) {
  const container = usePortalContainer();
  return (
    <Radix.Provider delayDuration={500} skipDelayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal container={container}>
          <Radix.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-50 flex animate-fade items-center gap-2 rounded-md bg-fg px-2 py-1 text-sm text-bg shadow-md"
          >
            {text}
            {hint}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
