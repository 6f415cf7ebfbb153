/** The keys that have to be moved to make one order of the other: all but a longest increasing subsequence. */
export function moved(from: readonly string[], to: readonly string[]): ReadonlySet<string> {
  const places = new Map(from.map((key, place) => [key, place]));
  const common = to.flatMap((key) => {
    const place = places.get(key);
    return place === undefined ? [] : [{ key, place }];
  });
  // Patience sorting: `tails[n]` ends the best subsequence of n + 1 items so far, `before[i]` comes before item i in its own.
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  common.forEach(({ place }, index) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((common[tails[middle] ?? 0]?.place ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before.push(tails[low - 1]);
    tails[low] = index;
  });
  const result = new Set(common.map(({ key }) => key));
  for (let index = tails.at(-1); index !== undefined; index = before[index]) {
    result.delete(common[index]?.key ?? "");
  }
  return result;
}
