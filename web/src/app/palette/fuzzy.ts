/**
 * How well `query` fits `text`: 0 when its letters are not all there in order, more for letters at the beginnings of
 * words and for letters that follow one another. Case does not count.
 */
export function fuzzyScore(query: string, text: string): number {
  const wanted = [...query.toLowerCase().replaceAll(/\s+/g, "")];
  if (wanted.length === 0) return 1;
  const letters = [...text.toLowerCase()];
  let score = 0;
  let run = 0;
  let at = 0;
  for (const letter of wanted) {
    const found = letters.indexOf(letter, at);
    if (found < 0) return 0;
    const startsWord = found === 0 || /[^\p{L}\p{N}]/u.test(letters[found - 1] ?? " ");
    run = found === at && at > 0 ? run + 1 : 0;
    score += 1 + (startsWord ? 4 : 0) + run * 3;
    at = found + 1;
  }
  // Of two equal fits the one with fewer other letters is meant.
  return score + wanted.length / letters.length;
}

/** Whether one of the words begins with `query`: what is not an item's name must be spelled out. */
function prefixScore(query: string, words: string): number {
  const wanted = query.trim().toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .some((word) => word.startsWith(wanted))
    ? 1
    : 0;
}

/**
 * The items that fit, best first; all of them, in their order, for an empty query. `texts` gives an item's name and, if
 * there are, further words by which it may be asked for.
 */
export function fuzzyFilter<Item>(
  query: string,
  items: readonly Item[],
  texts: (item: Item) => readonly [name: string, words?: string],
): Item[] {
  return items
    .map((item) => {
      const [name, words] = texts(item);
      return { item, score: fuzzyScore(query, name) || prefixScore(query, words ?? "") };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

/** Whether the words typed are the beginnings of words of `text`, in their order: `new fl` of “New flow”. */
export function startsWords(query: string, text: string): boolean {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  let at = 0;
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((typed) => {
      const found = words.findIndex((word, place) => place >= at && word.startsWith(typed));
      at = found + 1;
      return found >= 0;
    });
}
