import { createContext, use, type ReactNode } from "react";

/** What becomes of texts with placeholders. */
export interface Filling {
  show: (text: string) => ReactNode;
  /** In plain words, for names and for lists: nothing secret is said. */
  say: (text: string) => string;
  /** As it is used: everything filled in. */
  copy: (text: string) => string;
}

const asWritten = (text: string) => text;

/** Without a provider, texts are as they are written. */
export const FillingContext = createContext<Filling>({ show: asWritten, say: asWritten, copy: asWritten });

export function useFilling(): Filling {
  return use(FillingContext);
}

/** A text with its placeholders filled by what stands around it. */
export function Filled({ text }: { text: string }) {
  return useFilling().show(text);
}
