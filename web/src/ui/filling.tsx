import { createContext, use, type ReactNode } from "react";

/** How texts with placeholders are shown, and how they are copied. */
export interface Filling {
  show: (text: string) => ReactNode;
  copy: (text: string) => string;
}

/** Without a provider, texts are as they are written. */
export const FillingContext = createContext<Filling>({ show: (text) => text, copy: (text) => text });

export function useFilling(): Filling {
  return use(FillingContext);
}

/** A text with its placeholders filled by what stands around it. */
export function Filled({ text }: { text: string }) {
  return useFilling().show(text);
}
