/** Age (ms) at which a track is first named, and by how much each next age is larger: ever less often. */
const FIRST = 600;
const GROWTH = 3;

/** Crops looked at in one round, and crops whose looks a track keeps; the work for a track is bounded by both. */
export const PER_ROUND = 2;
export const MOST_CROPS = 8;

/** When a track that was last looked at in a round is due again: 0.6 s, 1.8 s, 5.4 s, 16 s, 49 s after it appeared. */
export function roundAge(round: number): number {
  return FIRST * GROWTH ** round;
}
