import { DateTime } from 'luxon';

/** From when on a zone is how far ahead of UTC, both in ms. */
export type Offset = readonly [from: number, ahead: number];

const WEEK = 7 * 86_400_000;

/** How far a zone is ahead of UTC in a range of time, oldest first; the first holds at its start. */
export function offsetsOf(zone: string, from: number, to: number): Offset[] {
  const ahead = (at: number) => DateTime.fromMillis(at, { zone }).offset * 60_000;
  const offsets: Offset[] = [[from, ahead(from)]];
  for (let start = from; start < to; start += WEEK) {
    const end = Math.min(start + WEEK, to);
    if (ahead(start) === ahead(end)) continue;
    // No zone changes its clocks twice in a week: the one change is where halving leads.
    let [low, high] = [start, end];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (ahead(middle) === ahead(start)) low = middle;
      else high = middle;
    }
    offsets.push([high, ahead(high)]);
  }
  return offsets;
}
