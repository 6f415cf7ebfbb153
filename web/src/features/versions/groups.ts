/** The versions of a flow as its list shows them. */
import type { Version } from "@/api/types";

/** A version, with the saves of the same person shortly before it that say nothing of their own. */
export interface VersionGroup {
  version: Version;
  /** The newest first. */
  before: Version[];
}

/** Saves that follow each other within this time are one sitting. */
const SITTING_MS = 30 * 60_000;

/**
 * Automatic saving makes a version every few seconds. Those of one sitting are shown as one; a published version, a version
 * with a name or words of its own and the first are always shown.
 */
export function groupVersions(
  versions: readonly Version[],
  published: number | null | undefined,
): VersionGroup[] {
  const groups: VersionGroup[] = [];
  for (const version of versions) {
    const group = groups.at(-1);
    const next = group?.before.at(-1) ?? group?.version;
    const isOwn =
      version.is_published ||
      version.version_number === published ||
      version.version_number === 1 ||
      version.name != null ||
      (version.change_description ?? "") !== "";
    const isSameSitting =
      next !== undefined &&
      next.author.id === version.author.id &&
      Date.parse(next.created_at) - Date.parse(version.created_at) < SITTING_MS;
    if (group && !isOwn && isSameSitting) group.before.push(version);
    else groups.push({ version, before: [] });
  }
  return groups;
}
