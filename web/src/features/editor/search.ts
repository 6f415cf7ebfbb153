/** What of the editor stands in its address. */
export interface EditorSearch {
  /** The node to begin with. */
  node?: string;
  /** The code of the finding to mend: the form begins with its field. */
  finding?: string;
}

export function parseEditorSearch(raw: Record<string, unknown>): EditorSearch {
  const text = (value: unknown) =>
    (typeof value === "string" || typeof value === "number") && value !== "" ? String(value) : undefined;
  const [node, finding] = [text(raw.node), text(raw.finding)];
  return { ...(node === undefined ? {} : { node }), ...(finding === undefined ? {} : { finding }) };
}
