/** From the first to the last sighting of one animal, or of those of a visit, in milliseconds. */
export interface Span {
  readonly startAt: number;
  readonly endAt: number;
}

/**
 * How long two boxes may be on one animal, in milliseconds: the tracker takes five sightings, 0.8 s at 5 frames a second, to
 * see that two boxes are one animal's; and where an animal's track breaks, the new one may begin before the old one ends.
 */
const FLICKER = 800;

/** What flies past is seen for not much longer than a flicker, and is there all the same: no more of its time is taken for one. */
const SHARE = 0.25;

/**
 * Until when an animal is beside others: a flicker before its last sighting, so that animals are beside each other where they
 * are there together for longer than a flicker.
 */
export function heldUntil({ startAt, endAt }: Span): number {
  return endAt - Math.min(FLICKER, (endAt - startAt) * SHARE);
}

/** How long nobody of either was there, in milliseconds; 0 where they meet. */
export function apart(a: Span, b: Span): number {
  return Math.max(0, a.startAt - b.endAt, b.startAt - a.endAt);
}

/** True where both were there at a time. */
export function meet(a: Span, b: Span): boolean {
  return a.startAt <= b.endAt && b.startAt <= a.endAt;
}

/** Of spans apart from each other, by start: those that are no further from another one than `away` milliseconds; as indices. */
export function near(spans: readonly Span[], { startAt, endAt }: Span, away: number): [from: number, to: number] {
  let [from, high] = [0, spans.length];
  while (from < high) {
    const middle = (from + high) >> 1;
    if (spans[middle]!.endAt < startAt - away) from = middle + 1;
    else high = middle;
  }
  let to = from;
  while (to < spans.length && spans[to]!.startAt - endAt <= away) to++;
  return [from, to];
}

/** The time from the first start to the last end. */
export function hullOf(spans: readonly Span[]): Span {
  let [startAt, endAt] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const span of spans) {
    startAt = Math.min(startAt, span.startAt);
    endAt = Math.max(endAt, span.endAt);
  }
  return { startAt, endAt };
}
