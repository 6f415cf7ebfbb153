/** Where each line of a tree stands among its like, for those who cannot see it. */

export interface Place {
  /** From 1. */
  level: number;
  /** From 1, among the lines of the same parent. */
  position: number;
  size: number;
}

export function placesOf(depths: readonly number[]): Place[] {
  const places: Place[] = [];
  /** For each depth the lines so far that are of the present parent. */
  let open: Place[][] = [];
  const close = (depth: number) => {
    for (const siblings of open.slice(depth)) for (const place of siblings) place.size = siblings.length;
    open = open.slice(0, depth);
  };
  depths.forEach((depth) => {
    close(depth + 1);
    const siblings = (open[depth] ??= []);
    const place = { level: depth + 1, position: siblings.length + 1, size: 0 };
    siblings.push(place);
    places.push(place);
  });
  close(0);
  return places;
}
