import type { Snippet } from "@/api/types";

/** Text with the found words marked. */
export function Highlight({ segments }: { segments: readonly Snippet[] }) {
  return segments.map(({ text, hit }, place) =>
    // Segments have no identity and never move.
    hit ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>,
  );
}
