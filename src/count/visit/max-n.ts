/** From the first to the last sighting of one animal, in milliseconds. */
export interface Span {
  readonly startAt: number;
  readonly endAt: number;
}

/**
 * MaxN: the most animals there were at once. Each counts from its first sighting to its last; the tracker ends a track
 * that it cannot vouch for, so a gap inside one is presence. All of the most must be there in two frames at least: a
 * box that is doubled in a single frame is no second individual, and a track that ends as another starts is not beside
 * it. Only if nothing was seen in more than one frame, as with single photographs, the most in one frame counts.
 * @returns 0 for none
 */
export function maxN(spans: readonly Span[]): number {
  const lasting = spans.filter((span) => span.endAt > span.startAt);
  const counted = lasting.length > 0 ? lasting : spans;
  const starts = counted.map((span) => span.startAt).sort((a, b) => a - b);
  const ends = counted.map((span) => span.endAt).sort((a, b) => a - b);
  const touching = lasting.length === 0;
  let most = 0;
  let ended = 0;
  for (const [i, start] of starts.entries()) {
    while (touching ? ends[ended]! < start : ends[ended]! <= start) ended++;
    most = Math.max(most, i + 1 - ended);
  }
  return most;
}
