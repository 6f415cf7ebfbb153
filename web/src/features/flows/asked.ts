/** What the flows page asks the server for, by the filters in its address. */
import { endOfDay } from "@/ui/format";
import { withoutEmpty, type FlowsSearch } from "./filters";
import type { FlowFilters } from "./queries";

/** The same in the API's words. The search text is not among them: with one, the ranked search is asked instead of the list. */
export function toApiFilters(search: FlowsSearch, now = new Date()): FlowFilters {
  const { type, status, category, tag, visibility, author, scope, forks, review, sort } = search;
  return withoutEmpty({
    type,
    status,
    category,
    tag: tag === undefined ? undefined : [tag].flat(),
    visibility,
    author,
    sort,
    forks,
    // To the end of the day, so that it is the same list all day.
    review_due_before: review ? endOfDay(now) : undefined,
    mine: scope === "mine" ? true : undefined,
    default: scope === "samples" ? true : scope === "team" ? false : undefined,
  });
}

/** Whether an empty list may be so because of a filter, and not because there are no flows of one's own yet. */
export function isNarrowed(search: FlowsSearch): boolean {
  return isFiltered(search.scope === "samples" ? search : { ...search, scope: undefined });
}

export function isFiltered(search: FlowsSearch): boolean {
  const { type, status, category, tag, visibility, author, scope, forks, review } = search;
  return [type, status, category, tag, visibility, author, scope, forks, review].some(
    (filter) => filter !== undefined,
  );
}
