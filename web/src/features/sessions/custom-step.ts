import type { Command, CustomStep } from "@/api/types";

/** As typed, or with the fields of a library step. */
type Content = CustomStep["content"] | { instructions?: string; commands?: Command[] };

export function customText({ content }: { content: Content }): string {
  return typeof content === "string" ? content : (content.instructions ?? "");
}

export function commandsOf({ content }: { content: Content }): readonly Command[] {
  return typeof content === "string" ? [] : (content.commands ?? []);
}

/** The line to show for it: the title, else the beginning of the content. */
export function headingOf(step: { title?: string | null; content: Content }): string {
  return step.title?.trim() || (customText(step).trim().split("\n", 1)[0] ?? "");
}
