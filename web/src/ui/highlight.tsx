import type { Snippet } from "@/api/types";

/** Whether what was found is this text itself, as when the words are in a flow's name. */
export function isSnippetOf(text: string, segments: readonly Snippet[] | undefined): boolean {
  return segments?.map((segment) => segment.text).join("") === text;
}

/** Text with the found words marked. */
export function Highlight({ segments }: { segments: readonly Snippet[] }) {
  return segments.map(({ text, hit }, place) =>
    // Segments have no identity and never move.
    hit ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>,
  );
}
