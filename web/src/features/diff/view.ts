/** How changes are shown, as it stands in the address. */
export interface ViewSearch {
  /** Absent for the list. */
  view?: "map";
}

export function parseViewSearch(raw: Record<string, unknown>): ViewSearch {
  return raw.view === "map" ? { view: "map" } : {};
}
