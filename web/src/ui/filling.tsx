import { createContext, use, type ReactNode } from "react";

/** What becomes of texts with placeholders. */
export interface Filling {
  show: (text: string) => ReactNode;
  /** In plain words, for names and for lists: nothing secret is said. */
  say: (text: string) => string;
  /** As it is used: everything filled in. */
  copy: (text: string) => string;
  /** What a copy of it lacks: the placeholders that have no value yet, by their names for people. */
  missing: (text: string) => string[];
}

const asWritten = (text: string) => text;
const nothing = () => [];

/** Without a provider, texts are as they are written. */
export const FillingContext = createContext<Filling>({
  show: asWritten,
  say: asWritten,
  copy: asWritten,
  missing: nothing,
});

export function useFilling(): Filling {
  return use(FillingContext);
}

/** A text with its placeholders filled by what stands around it. */
export function Filled({ text }: { text: string }) {
  return useFilling().show(text);
}
