import { useCallback, useMemo, useState } from "react";
import { find } from "@/flow-model/find";
import type { EditorSession } from "./session";
import { useEditorState } from "./use-editor";

/** Which nodes have the words that are searched for. */
export interface Found {
  hits: ReadonlySet<string>;
  /** The one that is looked at. */
  current: string | undefined;
}

export interface Finder extends Found {
  isOpen: boolean;
  query: string;
  /** The hits in the order of the outline. */
  ids: readonly string[];
  setQuery: (query: string) => void;
  open: () => void;
  close: () => void;
  /** Goes to the next hit after where one is, round and round. */
  step: (by: 1 | -1) => void;
}

/** The search in the flow that is edited. */
export function useFind(session: EditorSession): Finder {
  const [query, setText] = useState<string | null>(null);
  const { history, cursor } = useEditorState(session);
  const { document } = history.draft;
  const ids = useMemo(() => (query === null ? [] : find(document, query)), [document, query]);
  const hits = useMemo(() => new Set(ids), [ids]);
  const current = hits.has(cursor) ? cursor : undefined;

  const setQuery = useCallback(
    (text: string) => {
      setText(text);
      // Whoever types wants to see the first; one that is looked at already is not left.
      const found = find(session.document, text);
      if (found[0] !== undefined && !found.includes(session.state.cursor)) session.goTo(found[0]);
    },
    [session],
  );
  const step = (by: 1 | -1) => {
    if (ids.length === 0) return;
    const at = current === undefined ? (by > 0 ? -1 : 0) : ids.indexOf(current);
    const next = ids[(at + by + ids.length) % ids.length];
    if (next !== undefined) session.goTo(next);
  };
  return useMemo(
    () => ({
      isOpen: query !== null,
      query: query ?? "",
      ids,
      hits,
      current,
      setQuery,
      open: () => setText((before) => before ?? ""),
      close: () => setText(null),
      step,
    }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `step` is made of these
    [query, ids, hits, current, setQuery],
  );
}
