const MOST_TAGS = 20;
const LONGEST_TAG = 50;

/** The tags with those of a text, which commas part. Each is there once, in small letters; there are at most 20. */
export function withTags(tags: readonly string[], text: string): string[] {
  const typed = text
    .split(",")
    .map((tag) => tag.trim().toLowerCase().slice(0, LONGEST_TAG).trim())
    .filter(Boolean);
  return [...new Set([...tags, ...typed])].slice(0, MOST_TAGS);
}
