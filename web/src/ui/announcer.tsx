import { useCallback, useState } from "react";

/** Tells a screen reader what has been done. The same words twice are told twice. */
export function useAnnouncer() {
  const [said, setSaid] = useState({ text: "", turn: 0 });
  const say = useCallback((text: string) => setSaid(({ turn }) => ({ text, turn: turn + 1 })), []);
  const region = (
    <p role="status" className="sr-only">
      <span key={said.turn}>{said.text}</span>
    </p>
  );
  return { say, region };
}
